"""Promises about what may be imported, and from where."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import yalu

MODULES = [
    "yalu",
    *sorted(
        found.name
        for found in pkgutil.walk_packages(yalu.__path__, "yalu.")
        if not found.name.rpartition(".")[2].startswith("_")
    ),
]
PACKAGES = [
    name
    for name in MODULES
    if importlib.util.find_spec(name).submodule_search_locations  # type: ignore[union-attr]
]


def module_named(name: str) -> ModuleType:
    """Return a module of the package."""
    return importlib.import_module(name)


def listed(module: ModuleType) -> list[str]:
    """Return the names that a module offers; none where it has no list."""
    return list(getattr(module, "__all__", ()))


def reading_order(name: str) -> tuple[int, str]:
    """Return the place of a name: constants, then classes, then functions."""
    if name.startswith("_"):
        return 3, name
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def defined_in(module: ModuleType) -> set[str]:
    """Return the public functions and classes that a module defines."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    return {
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not node.name.startswith("_")
    }


@pytest.mark.parametrize("name", MODULES)
def test_a_module_lists_its_names_once_and_in_order(name: str) -> None:
    """The list is read by people: constants, classes, functions, each by letter."""
    module = module_named(name)
    names = listed(module)

    assert names or not defined_in(module)
    assert names == sorted(set(names), key=reading_order)


@pytest.mark.parametrize("name", MODULES)
def test_every_listed_name_exists_and_is_explained(name: str) -> None:
    """A public name without words is a promise nobody can hold us to."""
    module = module_named(name)
    bare = []
    for public in listed(module):
        thing = getattr(module, public)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            words = thing.__doc__ or ""
            if not words.strip() or words.startswith(f"{public}("):
                bare.append(public)

    assert not bare


@pytest.mark.parametrize("name", MODULES)
def test_a_module_hides_what_it_does_not_list(name: str) -> None:
    """What has no underscore and is defined here is in the list."""
    module = module_named(name)

    assert not defined_in(module) - set(listed(module))


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_shows_its_list_and_its_modules_only(name: str) -> None:
    """An import that serves the package itself must not look like an offer."""
    module = module_named(name)
    holds_code = bool(defined_in(module))
    shown = {
        public
        for public, thing in vars(module).items()
        if not public.startswith("_") and not inspect.ismodule(thing)
    }

    assert holds_code or shown <= set(listed(module))


@pytest.mark.parametrize("name", PACKAGES)
def test_a_public_name_has_one_home(name: str) -> None:
    """A name offered by two packages is documented twice and drifts apart."""
    here = {public for public in listed(module_named(name)) if public[0] != "_"}
    elsewhere = {
        (other, public)
        for other in PACKAGES
        if other not in {name, "yalu"} and name != "yalu"
        for public in here & set(listed(module_named(other)))
        if getattr(module_named(name), public) is getattr(module_named(other), public)
    }

    assert not elsewhere
