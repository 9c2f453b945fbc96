"""The order of the house, held over the syntax trees: who may import whom, and who may read the environment."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "index", "assistant", "prompts", "eval")
COMMAND_LINE = "assistant/__main__.py"
ENTRIES = (COMMAND_LINE, "app.py")
"""Where a process starts: only there may a variable be set, never read, before a library is imported."""

MAY_IMPORT = {
    "corpus": {"corpus"},
    "prompts": {"prompts", "corpus"},
    "index": {"index", "corpus"},
    "assistant": {"assistant", "index", "corpus", "prompts"},
    "eval": {"eval", "assistant", "index", "corpus", "prompts"},
    "app": {"app", "assistant", "index", "corpus", "prompts"},
    COMMAND_LINE: {*PACKAGES, "app"},
}
ONLY_IN_INDEX = {
    "chromadb",
    "langchain_chroma",
    "onnxruntime",
    "tantivy",
    "tokenizers",
    "torch",
    "transformers",
    "sentence_transformers",
}
CHAT_MODELS = {"langchain", "langchain_openai", "langchain_anthropic", "langchain_ollama", "langchain_huggingface"}


def sources(*folders: str) -> list[str]:
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    paths += [ROOT / "app.py"] if (ROOT / "app.py").is_file() else []
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)


def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def imports(source: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module imported anywhere in a file, inside functions too, with its line."""
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the import in full, without dots"
            yield node.lineno, node.module or ""


def owner(name: str) -> str:
    if name.startswith("assistant/commands/"):  # the verbs stand where the command line stands
        return COMMAND_LINE
    return name if name == COMMAND_LINE else name.partition("/")[0].removesuffix(".py")


@pytest.mark.parametrize("name", sources(*PACKAGES))
def test_a_package_imports_only_what_lies_below_it(name: str) -> None:
    ours = {*PACKAGES, "app"}
    for line, module in imports(tree(name)):
        top = module.partition(".")[0]
        assert top not in ours or top in MAY_IMPORT[owner(name)], f"{name}:{line} imports {module}"


@pytest.mark.parametrize("name", sources(*PACKAGES))
def test_only_the_index_knows_stores_and_encoders_and_only_the_assistant_chat_models(name: str) -> None:
    for line, module in imports(tree(name)):
        top = module.partition(".")[0]
        assert top not in ONLY_IN_INDEX or owner(name) == "index", f"{name}:{line} imports {module}"
        assert top not in CHAT_MODELS or name.startswith("assistant/"), f"{name}:{line} imports {module}"


@pytest.mark.parametrize("name", sources(*PACKAGES))
def test_one_module_reads_the_environment(name: str) -> None:
    if name == "corpus/settings.py":
        return
    lines = [line for line, written in environment(tree(name)) if not (written and name in ENTRIES)]
    assert not lines, f"{name}:{lines[0]} uses the environment; take a value from corpus.settings"


def environment(source: ast.AST) -> Iterator[tuple[int, bool]]:
    """Each use of the environment: its line, and whether it only writes."""
    written = set()
    for node in ast.walk(source):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            written.add(node.value)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value.func
            if isinstance(call, ast.Attribute) and call.attr in ("setdefault", "update"):
                written.add(call.value)
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"):
            yield node.lineno, node in written
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from ((node.lineno, False) for alias in node.names if alias.name in ("environ", "getenv"))


@pytest.mark.parametrize("name", sources(*PACKAGES, "tests"))
def test_nobody_hides_the_builtin_eval(name: str) -> None:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                assert bound != "eval", f"{name}:{node.lineno}; write `from eval.x import y`"
        elif isinstance(node, ast.ImportFrom):
            assert "eval" not in {alias.asname or alias.name for alias in node.names}, f"{name}:{node.lineno}"


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("import os\nx = os.environ['A']", [(2, False)]),
        ("import os\nos.environ['A'] = 'b'", [(2, True)]),
        ("import os\nos.environ.setdefault('A', 'b')", [(2, True)]),
        ("import os\nx = os.environ.setdefault('A', 'b')", [(2, False)]),
        ("import os\nx = os.getenv('A')", [(2, False)]),
        ("from os import environ", [(1, False)]),
    ],
)
def test_reading_and_writing_the_environment_are_told_apart(text: str, uses: list[tuple[int, bool]]) -> None:
    assert list(environment(ast.parse(text))) == uses
