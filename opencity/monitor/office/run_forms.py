"""Forms in which a run of the openness index is asked for; nothing handed in is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.core.registries import Label
from opencity.core.texts import read
from opencity.core.texts.forms import TextFormField
from opencity.monitor import own_figures
from opencity.monitor.actions.indexing import FEWEST_DRAWS, MOST_DRAWS, MOST_SEED
from opencity.monitor.handed_in import LARGEST, RunRefused
from opencity.monitor.index.choices import Comparison
from opencity.monitor.index.given import Given
from opencity.monitor.index.mistakes import InputRefused
from opencity.monitor.index.recipe import read_recipe
from opencity.monitor.models import Framework

_RECIPES = Path(__file__).resolve().parents[1] / "recipes"
_OWN = "own"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def shipped_recipes() -> dict[str, str]:
    """Return the titles of the recipes that come with the platform, by file name."""
    return {path.stem: read_recipe(path).title for path in sorted(_RECIPES.glob("*.yaml"))}


def _box(label: Any, help_text: Any) -> forms.CharField:
    """Return a box for the content of a file, which is kept as it is."""
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "dir": "ltr"}),
        help_text=help_text,
    )


class RunForm(forms.Form):
    """What every run needs: a title, a recipe, draws and a seed."""

    label: Label = ""
    texts: tuple[str, ...] = ("recipe",)
    """Inputs that come as a file or as a text."""
    recipes: tuple[str, ...] = ()
    """Shipped recipes that fit, all if empty."""

    title = TextFormField(label=gettext_lazy("Title"), text_length=200)
    recipe = forms.ChoiceField(label=gettext_lazy("Recipe"), widget=forms.RadioSelect)
    recipe_file = forms.FileField(label=gettext_lazy("Own recipe as a file"), required=False)
    recipe_text = _box(
        gettext_lazy("Own recipe"),
        gettext_lazy("YAML; a file takes its place. Choose “My own” above."),
    )
    draws = forms.IntegerField(
        label=gettext_lazy("Draws"),
        min_value=FEWEST_DRAWS,
        max_value=MOST_DRAWS,
        initial=10_000,
        help_text=gettext_lazy("How often the choices are drawn anew for the intervals."),
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
        help_text=gettext_lazy("The same seed gives the same draws."),
    )

    def __init__(
        self,
        data: Any = None,
        files: MultiValueDict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self._not_text: set[str] = set()
        if data is not None and files:
            data = self._with_texts_of(data.copy(), files)
        super().__init__(data, files, **kwargs)
        known = shipped_recipes()
        wanted = self.recipes or tuple(known)
        recipe = self.fields["recipe"]
        assert isinstance(recipe, forms.ChoiceField)
        recipe.choices = [
            *((name, known[name]) for name in wanted),
            (_OWN, gettext_lazy("My own, given below")),
        ]
        recipe.initial = wanted[0]

    def clean(self) -> dict[str, Any]:
        """Take the chosen recipe; refuse files that cannot be read as text."""
        found = super().clean() or self.cleaned_data
        for name in self.texts:
            file = found.get(f"{name}_file")
            if file and file.size > LARGEST[name]:
                told = _("%(size)s bytes are too many; at most %(most)s.")
                self.add_error(f"{name}_file", told % {"size": file.size, "most": LARGEST[name]})
            elif name in self._not_text:
                told = _("This is not UTF-8: save the file with that encoding.")
                self.add_error(f"{name}_file", told)
            elif not self._is_optional(name) and not found.get(f"{name}_text", "").strip():
                self.add_error(f"{name}_text", _("Choose a file, or paste its content here."))
        if not self.errors:
            self._check(found)
        return found

    def inputs(self) -> dict[str, Any]:
        """Return what the action takes; each kind of run adds its framework and data."""
        found = self.cleaned_data
        return {
            "title": found["title"],
            "recipe": self.recipe_yaml(),
            "draws": found["draws"],
            "seed": found["seed"],
        }

    def recipe_yaml(self) -> str:
        """Return the recipe as text."""
        chosen = self.cleaned_data["recipe"]
        if chosen == _OWN:
            return str(self.cleaned_data["recipe_text"])
        return (_RECIPES / f"{chosen}.yaml").read_text(encoding="utf-8")

    def tell(self, error: RunRefused) -> None:
        """Put what is wrong with an input where it was given."""
        for name, reasons in error.reasons.items():
            field = f"{name}_text" if name in self.texts else name
            self.add_error(field if field in self.fields else None, list(reasons))

    def _check(self, found: dict[str, Any]) -> None:
        """Check what only this kind of run asks for."""

    def _is_optional(self, name: str) -> bool:
        return name == "recipe" and self.cleaned_data.get("recipe") != _OWN

    def _with_texts_of(self, data: Any, files: MultiValueDict[str, Any]) -> Any:
        """Put the content of files into the boxes for texts, where it stays after a mistake."""
        for name in self.texts:
            file = files.get(f"{name}_file")
            if file is None or file.size > LARGEST[name]:
                continue
            try:
                data[f"{name}_text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self._not_text.add(name)
        return data


class FilesForm(RunForm):
    """Framework and data from files."""

    label = gettext_lazy("From files")
    texts = ("recipe", "framework", "data")

    framework_file = forms.FileField(label=gettext_lazy("Framework as a file"), required=False)
    framework_text = _box(
        gettext_lazy("Framework"),
        gettext_lazy(
            "CSV: Level, iCode, iName, Direction, Weight, Parent, Type; a file takes its place."
        ),
    )
    data_file = forms.FileField(label=gettext_lazy("Data as a file"), required=False)
    data_text = _box(
        gettext_lazy("Data"),
        gettext_lazy("CSV: uCode, uName and a column for each indicator; a file takes its place."),
    )

    def inputs(self) -> dict[str, Any]:
        """Return what the action takes, with the two files."""
        found = self.cleaned_data
        tables = {"framework": found["framework_text"], "data": found["data_text"]}
        return super().inputs() | tables


class OwnFiguresForm(RunForm):
    """Framework and data from the monitor's public figures."""

    comparison = Comparison.UNITS

    framework = forms.ModelChoiceField(
        Framework.objects.none(), label=gettext_lazy("Framework"), empty_label=None
    )
    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those that have figures and of which more or less is better."),
    )
    goalposts = forms.CharField(
        label=gettext_lazy("Goalposts"),
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "ltr"}),
        help_text=gettext_lazy(
            "For recipes with goalposts, one a line: code lower upper, such as "
            "employment-eu 40 90. Without a line the natural limits of the definition hold."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = {row.code: row for row in own_figures.choosable()}
        frameworks = Framework.objects.order_by("-is_own", "order", "code")
        self.fields["framework"].queryset = frameworks  # type: ignore[attr-defined]  # a choice of models has one
        self.fields["framework"].initial = frameworks.first()
        self._set_choices(
            "indicators",
            (
                (code, f"{read(row.title).text} ({read(row.domain.name).text})")
                for code, row in self._rows.items()
            ),
        )
        areas = own_figures.areas(list(self._rows.values()))
        self._set_choices("places" if "places" in self.fields else "place", areas.items())

    def clean_goalposts(self) -> dict[str, tuple[float, float]]:
        """Return the ends of scales by indicator."""
        found: dict[str, tuple[float, float]] = {}
        for number, line in enumerate(self.cleaned_data["goalposts"].splitlines(), 1):
            if line.strip():
                code, ends = _goalposts(number, line)
                found[code] = ends
        return found

    def _check(self, found: dict[str, Any]) -> None:
        try:
            given = Given("recipe.yaml", self.recipe_yaml().encode())
            comparison = read_recipe(given).comparison
        except InputRefused:
            return  # told by the action, with every line
        if comparison != self.comparison:
            self.add_error("recipe", _COMPARISONS[self.comparison])

    def _chosen(self) -> dict[str, Any]:
        found = self.cleaned_data
        return {
            "indicators": [self._rows[code] for code in found["indicators"]],
            "framework": found["framework"],
            "goalposts": found["goalposts"],
        }

    def _set_choices(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class PlacesForm(OwnFiguresForm):
    """Places beside each other."""

    label = gettext_lazy("Places, from our own figures")
    recipes = ("places-side-by-side",)

    places = forms.MultipleChoiceField(
        label=gettext_lazy("Places compared"), widget=forms.CheckboxSelectMultiple
    )
    year = forms.IntegerField(
        label=gettext_lazy("Figures up to the year"),
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        help_text=gettext_lazy("Of each place the latest figure that is not later than this year."),
    )
    not_before = forms.IntegerField(
        label=gettext_lazy("And not before the year"), min_value=_FIRST_YEAR, max_value=_LAST_YEAR
    )

    def inputs(self) -> dict[str, Any]:
        """Return what the action takes, with the latest figures of the places."""
        found = self.cleaned_data
        table = own_figures.of_places(
            places=found["places"],
            year=found["year"],
            not_before=found["not_before"],
            **self._chosen(),
        )
        return super().inputs() | asdict(table)

    def _check(self, found: dict[str, Any]) -> None:
        super()._check(found)
        if found["not_before"] > found["year"]:
            self.add_error("not_before", _("This lies after the last year; take an earlier one."))


class YearsForm(OwnFiguresForm):
    """One place over the years, between fixed goalposts."""

    label = gettext_lazy("One place over the years, from our own figures")
    recipes = ("one-place-over-years",)
    comparison = Comparison.PERIODS

    place = forms.ChoiceField(label=gettext_lazy("Place"))
    first = forms.IntegerField(
        label=gettext_lazy("First year"), min_value=_FIRST_YEAR, max_value=_LAST_YEAR
    )
    last = forms.IntegerField(
        label=gettext_lazy("Last year"), min_value=_FIRST_YEAR, max_value=_LAST_YEAR
    )

    def inputs(self) -> dict[str, Any]:
        """Return what the action takes, with the years of the place."""
        found = self.cleaned_data
        table = own_figures.of_years(
            place=found["place"], first=found["first"], last=found["last"], **self._chosen()
        )
        return super().inputs() | asdict(table)

    def _check(self, found: dict[str, Any]) -> None:
        super()._check(found)
        if found["first"] >= found["last"]:
            self.add_error("last", _("This must lie after the first year."))


FORMS: dict[str, type[RunForm]] = {"files": FilesForm, "places": PlacesForm, "years": YearsForm}
"""The ways to ask for a run, by the names in their addresses."""

_COMPARISONS = {
    Comparison.UNITS: gettext_lazy(
        "This recipe compares periods; places beside each other need one that compares units."
    ),
    Comparison.PERIODS: gettext_lazy(
        "One place over the years needs a recipe with “compare: periods” and fixed goalposts, so "
        "that a new year never changes what was said about earlier ones."
    ),
}


def _goalposts(number: int, line: str) -> tuple[str, tuple[float, float]]:
    words = line.split()
    try:
        code, low, high = words[0], float(words[1]), float(words[2])
    except (IndexError, ValueError):
        words = []
    if len(words) != 3 or not -1e15 < low < high < 1e15:
        told = _("Line %(line)s: write a code and two numbers, the lower one first.")
        raise ValidationError(told % {"line": number})
    return code, (low, high)
