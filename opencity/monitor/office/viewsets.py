"""Lists and forms of the monitor's records; figures come by the desk and by files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from opencity.core.office.editing import PublishableViewSet, UsedViewSet
from opencity.core.office.panels import panels_for, trust_panel
from opencity.monitor.models import Code, Domain, Framework, Indicator, Mapping, Series, Target


class _DefinitionsPanel(HelpPanel):
    """Leads from an indicator that is saved to its definitions."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on the form of one indicator."""

        def is_shown(self) -> bool:
            """Wait until the indicator is there."""
            return self.instance.pk is not None


class IndicatorViewSet(PublishableViewSet):
    """Indicators; their definitions have a screen of their own, since they never change."""

    model = Indicator
    icon = "order"
    list_display = ["__str__", "domain", "owner", "verified_on"]
    list_filter = ["domain", "certainty"]
    edit_handler = ObjectList(
        [
            *panels_for(
                Indicator, "code", "slug", "title", "summary", "caveats", "gap", "domain",
                "base_period", "dataset", "order",
            ),
            trust_panel(Indicator),
            _DefinitionsPanel(template="monitor/office/definitions_link.html"),
        ]
    )  # fmt: skip


class SeriesViewSet(UsedViewSet):
    """Series: what a line of figures is called and what it is to its indicator."""

    model = Series
    icon = "list-ol"
    list_display = ["__str__", "role"]
    list_filter = ["role"]
    edit_handler = ObjectList(
        panels_for(Series, "indicator", "title", "definition", "role", "compared_with", "order")
    )


class TargetViewSet(UsedViewSet):
    """Targets."""

    model = Target
    icon = "success"
    list_display = ["__str__", "period", "is_adopted"]
    edit_handler = ObjectList(
        panels_for(Target, "series", "period", "value", "is_adopted", "sources")
    )


class FrameworkViewSet(UsedViewSet):
    """Frameworks."""

    model = Framework
    icon = "folder-open-1"
    list_display = ["__str__", "is_own"]
    edit_handler = ObjectList(
        panels_for(Framework, "code", "name", "summary", "is_own", "sources", "order")
    )


class DomainViewSet(UsedViewSet):
    """Domains of frameworks."""

    model = Domain
    icon = "folder-inverse"
    list_display = ["__str__", "framework"]
    list_filter = ["framework"]
    edit_handler = ObjectList(panels_for(Domain, "framework", "code", "name", "summary", "order"))


class MappingViewSet(UsedViewSet):
    """Which indicators answer what another framework asks, the plan's own indicators among them."""

    model = Mapping
    icon = "link"
    list_display = ["indicator", "domain", "closeness"]
    list_filter = ["domain__framework", "closeness"]
    edit_handler = ObjectList(panels_for(Mapping, "indicator", "domain", "closeness"))


class CodeViewSet(UsedViewSet):
    """Codes of statistics."""

    model = Code
    icon = "code"
    list_display = ["__str__", "is_total"]
    list_filter = ["dimension"]
    edit_handler = ObjectList(panels_for(Code, "dimension", "code", "name", "is_total", "order"))


class MonitorGroup(SnippetViewSetGroup):
    """The monitor's part of the office menu."""

    menu_label = _("Monitor")
    menu_icon = "order"
    menu_order = 150
    add_to_admin_menu = True
    items = (
        IndicatorViewSet, SeriesViewSet, TargetViewSet, FrameworkViewSet, DomainViewSet,
        MappingViewSet, CodeViewSet,
    )  # fmt: skip
