"""How the rooms stand to each other, and what keeps each of them readable."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the bottom up: a room knows what stands before it, never what stands after it.
ROOMS = ("missions", "observers", "visits", "reports")
VAGUE = frozenset({"utils", "helpers", "services", "mixins", "signals", "core"})
MOST_LINES = 400

# Who may write to the database. Migrations and tests do, as Django has it.
WRITERS = frozenset({"actions", "migrations", "models"})
WRITING_FILES = frozenset({"missions/audit.py", "visits/form_versions.py"})
# What counts as a write: on a record, on a queryset, on a related manager.
RECORD_WRITES = ["save", "delete", "create", "create_user", "create_superuser"]
QUERYSET_WRITES = ["get_or_create", "update_or_create", "bulk_create", "bulk_update"]
WRITES = frozenset([*RECORD_WRITES, *QUERYSET_WRITES, "execute", "executemany"])


def sources(*folders: str) -> list[Path]:
    """The project's own Python files in these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=named(path))


def imported(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the dotted name of everything a module imports, wherever in it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_room_above_it(room):
    above = ROOMS[ROOMS.index(room) + 1 :]
    wrong = [
        f"{named(path)}:{line} imports {name}"
        for path in sources(room)
        for line, name in imported(tree(path))
        if name.split(".")[0] in above
    ]
    assert not wrong, "reports -> visits -> observers -> missions, never back:\n" + "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_a_model_is_not_tied_to_a_room_above_it_by_name_either(room):
    above = tuple(f"{other}." for other in ROOMS[ROOMS.index(room) + 1 :])
    wrong = [
        f"{named(path)}:{node.lineno} names {node.value}"
        for path in sources(f"{room}/models", f"{room}/migrations") + [ROOT / room / "models.py"]
        if path.exists()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(above)
        and node.value.replace(".", "").isidentifier()
    ]
    assert not wrong, "\n".join(wrong)


def test_no_package_imports_its_neighbours_relatively():
    # A dotted name in full says at once which room it is from.
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path in sources(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong, f"imports with leading dots: {wrong}"


def test_no_module_has_a_name_that_says_nothing():
    wrong = [
        named(path)
        for path in sources("config", "scripts", *ROOMS, "tests")
        if VAGUE & {path.stem, path.parent.name}
    ]
    assert not wrong, f"name these by what they are about: {wrong}"


def test_no_file_is_longer_than_anyone_reads():
    files = [
        path
        for folder in ("config", "scripts", "bench", "tests", "templates", *ROOMS)
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".typ"}
    ] + [*(ROOT / "static" / "js").rglob("*.js"), *(ROOT / "static" / "css").rglob("*.css")]
    long = {
        named(path): lines
        for path in files
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long, f"over {MOST_LINES} lines; split them: {long}"


def speaking(path: Path) -> bool:
    """Whether a file is one whose public functions others call: rules, actions, figures."""
    parts = {path.stem, *(parent.name for parent in path.relative_to(ROOT).parents)}
    return bool(parts & {"rules", "actions", "figures"})


def test_every_public_function_of_rules_actions_and_figures_says_what_it_does():
    wrong = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in filter(speaking, sources(*ROOMS))
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not wrong, "no docstring:\n" + "\n".join(wrong)


def may_write(path: Path) -> bool:
    name = named(path)
    return name in WRITING_FILES or bool(WRITERS & {path.stem, *Path(name).parent.parts})


def is_update(call: ast.Call) -> bool:
    """Whether `.update(...)` is a queryset's: a dict's or a hash's takes one positional value."""
    return not call.args and bool(call.keywords)


def writes(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the name of every call that writes to the database."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        method = node.func.attr
        if method in WRITES or (method == "update" and is_update(node)):
            yield node.lineno, method


def is_a_file(call_line: str) -> bool:
    """Whether a `.save(` writes a document, workbook or picture to a file, not a record."""
    files = ("document.save(", "workbook.save(", "picture.save(")
    return any(word in call_line for word in files)


def test_only_actions_write_to_the_database():
    wrong = []
    for path in sources(*ROOMS):
        if may_write(path):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        wrong += [
            f"{named(path)}:{line} calls {method}()"
            for line, method in writes(tree(path))
            if not is_a_file(lines[line - 1])
        ]
    assert not wrong, "a write belongs in actions, with its audit record:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "code",
    [
        "visit.save()",
        "Visit.objects.create(code='v1')",
        "mission.visits.filter(code='v1').update(state='verified')",
        "Visit.objects.all().delete()",
        "Answer.objects.bulk_create(answers)",
    ],
)
def test_a_write_is_seen_in_whatever_form(code):
    assert list(writes(ast.parse(code)))


def test_a_dictionary_that_is_updated_is_no_write():
    assert not list(writes(ast.parse("figures.update(others)")))


def test_every_template_a_view_names_exists():
    named_templates = {
        (named(path), node.value)
        for path in sources(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.endswith(".html")
        and "/" in node.value
        and " " not in node.value
    }
    missing = [
        f"{source}: {template}"
        for source, template in sorted(named_templates)
        if not (ROOT / "templates" / template.split("#")[0]).exists()
    ]
    assert not missing, "\n".join(missing)
