"""script/bench: the table of figures, the table of faults, and both as JSON."""

import argparse
import json
from pathlib import Path

from tests.bench import machine, place, years
from tests.bench.faults import FAULTS, Held, prove
from tests.bench.place import Place
from tests.bench.row import CannotMeasureError, Result, measure
from tests.bench.rows import NO_ROW, ROWS

LINE = "{:<52} {:>10} {:>10} {:>8} {:>9} {:>9}  {}"


def main() -> int:
    asked = _arguments()
    if asked.years:
        return years.run(asked)
    print(f"{machine.machine()}\n{machine.versions()}\n", flush=True)
    engine = "sqlite" if asked.sqlite or not place.server() else "postgresql"
    most = asked.channels or (10_000 if asked.quick else 100_000)
    print(f"{engine}, up to {most:,} channels\n", flush=True)
    with place.made(engine, quick=asked.quick, most=most) as here:
        results = _rows(here, asked.only) if asked.quick or not asked.faults else []
        held = _faults(here) if asked.faults else []
    if asked.json:
        text = json.dumps(_document(results, held), indent=2, ensure_ascii=False)
        asked.json.write_text(text + "\n", encoding="utf-8")
    return 1 if any(fault.held < fault.of for fault in held) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="in under three minutes")
    parser.add_argument("--faults", action="store_true", help="the vault's table of faults")
    parser.add_argument("--sqlite", action="store_true", help="though PostgreSQL answers")
    parser.add_argument("--channels", type=int, metavar="N", help="10,000 with --quick, or 100,000")
    parser.add_argument("--only", default="", metavar="WORDS", help="rows whose name has them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write both tables")
    years.arguments(parser)
    return parser.parse_args()


def _rows(here: Place, only: str) -> list[Result]:
    results: list[Result] = []
    left_out = list(NO_ROW)
    print(LINE.format("row", "ours", "other", "ratio", "target", "stretch", "holds"))
    for row in (each for each in ROWS if only in each.name):
        if here.quick and not row.quick:
            left_out.append(f"{row.name}: takes too long for --quick")
            continue
        try:
            result = measure(row, here)
        except CannotMeasureError as reason:
            left_out.append(f"{row.name}: {reason}")
            continue
        except Exception as error:  # the other rows are worth having
            left_out.append(f"{row.name}: failed: {error!r}")
            continue
        results.append(result)
        print(_line(result), flush=True)
    print("".join(f"\nLeft out: {reason}" for reason in left_out))
    return results


def _line(result: Result) -> str:
    numbers = (f"{result.ours:.4g}", f"{result.other:.4g}", f"{result.ratio:.3g}")
    holds = "yes" if result.holds else "NO"
    return LINE.format(result.name, *numbers, result.target, result.stretch or "", holds)


def _faults(here: Place) -> list[Held]:
    found: list[Held] = []
    for fault in FAULTS:
        outcome = prove(fault, here)
        if isinstance(outcome, Held):
            found.append(outcome)
            print(f"{outcome.held:>6} of {outcome.of:<6} {fault.name}", flush=True)
            if fault.missing:
                print(f"{'':>17} without {fault.missing}", flush=True)
        else:
            print(f"Left out: {fault.name}: {outcome}", flush=True)
    return found


def _document(results: list[Result], held: list[Held]) -> dict[str, object]:
    return {
        "machine": machine.machine(),
        "versions": machine.versions(),
        "rows": [result.as_json() for result in results],
        "faults": [fault.as_json() for fault in held],
    }


if __name__ == "__main__":
    raise SystemExit(main())
