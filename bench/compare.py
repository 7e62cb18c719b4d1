#!/usr/bin/env python3
"""Times programs side by side on generated build trees.

    compare.py NAME=COMMAND NAME=COMMAND ... [-s SCENARIO,...] [-n RUNS] [-j JOBS]
    compare.py make=/usr/bin/make umake=build/release/umake 'standard=build/release/umake --standard'

In one run, in turn (A B A B ...), so that a busy machine is as busy for each. Prints medians of wall
time and of user+sys of the whole process tree, with the ratio to the first command (below 1: faster).
COMMAND may begin with assignments. A command named ninja runs where the tree has a build.ninja. Each
command has a tree and a cache directory of its own, below BENCH_DIR (default /var/tmp/umake-bench).
"""
import argparse
import os
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import gen

ROOT = os.environ.get('BENCH_DIR', '/var/tmp/umake-bench')


def edit_one(tree, turn):
    with open(f'{tree}/src/d0/f{turn % 50}.c', 'a') as f:
        f.write(f'/* {time.time_ns()} */\n')


def touch_all(tree, _):
    now = time.time()
    for folder, _, files in os.walk(tree + '/src'):
        for name in files:
            os.utime(os.path.join(folder, name), (now, now))


def set_outputs_aside(tree, _):
    """Nothing built and nothing cached. Moved away, not removed: ext4 leaves numbers of files that
    were removed in the last minutes alone, and looks through all of them for each new file. That
    took a fifth of the time of a build that came right after the removal."""
    os.makedirs(ROOT + '/aside', exist_ok=True)
    aside = tempfile.mkdtemp(dir=ROOT + '/aside')
    if os.path.exists(tree + '.cache'):
        os.rename(tree + '.cache', aside + '/cache')
    if os.path.exists(tree + '/out'):
        os.rename(tree + '/out', aside + '/out')
        for folder, _, _ in os.walk(aside + '/out'):
            os.makedirs(tree + folder[len(aside):])
    for name in os.listdir(tree):
        if name[0] == 't' and name[1:].isdigit():
            os.rename(os.path.join(tree, name), f'{aside}/{name}')


@dataclass
class Scenario:
    kind: str
    size: int
    what: str
    prepare: object = None
    arguments: tuple = ()


SCENARIOS = {
    'startup': Scenario('one', 1, 'a one-line makefile'),
    'startup-rR': Scenario('one', 1, 'the same with -rR', arguments=('-rR',)),
    'noop-flat': Scenario('flat', 10000, '10,000 objects, nothing to do'),
    'noop-depfiles': Scenario('depfiles', 5000, '5,000 depfiles of 30 headers, nothing to do'),
    'noop-recursive': Scenario('recursive', 200, '200 sub-makes, nothing to do'),
    'noop-eval': Scenario('eval', 1000, '1,000 modules by eval, nothing to do'),
    'parse-eval': Scenario('eval', 1000, 'the same, only read', arguments=('-n', 'out/m0')),
    'one-edit': Scenario('flat', 10000, 'one source of 10,000 edited', edit_one),
    'touch-all': Scenario('flat', 10000, 'every source touched, nothing changed', touch_all),
    'full-flat': Scenario('flat', 2000, '2,000 recipes', set_outputs_aside),
    'full-phony': Scenario('phony', 5000, '5,000 recipes that do nothing'),
    'chain': Scenario('chain', 2000, '2,000 recipes in sequence', set_outputs_aside),
    'big-noop': Scenario('flat', 100000, '100,000 objects, nothing to do'),
}


class Contestant:
    def __init__(self, text):
        self.name, _, command = text.partition('=')
        self.words, self.variables = shlex.split(command), {}
        while self.words and '=' in self.words[0] and self.words[0][0] not in '/.-':
            name, _, value = self.words.pop(0).partition('=')
            self.variables[name] = value
        program = shutil.which(self.words[0]) if self.words else None
        if not program:
            sys.exit(f'compare: no such program: {command}')
        self.words[0] = os.path.abspath(program)

    def environment(self, tree):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(('MAKE', 'MFLAGS', 'UMAKE_'))}
        return {**kept, **self.variables, 'XDG_CACHE_HOME': tree + '.cache'}


def measure(command, tree, environment):
    """(wall, cpu) in ms."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=tree, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f'compare: {" ".join(command)} in {tree}: status {done.returncode}: '
                 f'{done.stderr.decode(errors="replace")[-300:]}')
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return wall * 1000, cpu * 1000


def run_scenario(name, contestants, runs, jobs):
    scenario, lanes = SCENARIOS[name], []
    for c in contestants:
        if c.name == 'ninja' and scenario.kind != 'flat':
            continue
        tree = f'{ROOT}/{scenario.kind}-{scenario.size}-{c.name}'
        if not os.path.exists(tree + '/.made'):
            shutil.rmtree(tree, ignore_errors=True)
            os.makedirs(tree)
            gen.generate(scenario.kind, scenario.size, tree)
            open(tree + '/.made', 'w').close()
        arguments = [] if c.name == 'ninja' else list(scenario.arguments)
        command = [*c.words, f'-j{jobs}', *arguments]
        lanes.append((c, command, tree, c.environment(tree), []))
        if scenario.prepare is not set_outputs_aside:
            # Built first with everything (not with -n), and twice, so that records settle.
            whole = [*c.words, f'-j{jobs}']
            for _ in range(2):
                measure(whole, tree, lanes[-1][3])
    for turn in range(runs):
        for _, command, tree, environment, figures in lanes:
            if scenario.prepare:
                scenario.prepare(tree, turn)
            figures.append(measure(command, tree, environment))
    first = None
    for c, _, _, _, figures in lanes:
        wall, cpu = (statistics.median(f[k] for f in figures) for k in (0, 1))
        first = first or (max(wall, 0.01), max(cpu, 0.01))
        print(f'{name:16}{c.name:14}{wall:10.1f}{wall / first[0]:8.3f}{cpu:10.1f}{cpu / first[1]:8.3f}',
              flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__ + '\nScenarios:\n'
        + '\n'.join(f'  {n:16}{s.what}' for n, s in SCENARIOS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('commands', nargs='+', metavar='NAME=COMMAND')
    parser.add_argument('-s', '--scenarios', default=','.join(n for n in SCENARIOS if n != 'big-noop'))
    parser.add_argument('-n', '--runs', type=int, default=7)
    parser.add_argument('-j', '--jobs', type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    names = arguments.scenarios.split(',')
    unknown = [n for n in names if n not in SCENARIOS]
    if unknown:
        sys.exit('compare: no such scenario: ' + ' '.join(unknown))
    contestants = [Contestant(c) for c in arguments.commands]
    print(f'{"scenario":16}{"command":14}{"wall ms":>10}{"ratio":>8}{"cpu ms":>10}{"ratio":>8}')
    for name in names:
        run_scenario(name, contestants, arguments.runs, arguments.jobs)
    shutil.rmtree(ROOT + '/aside', ignore_errors=True)


if __name__ == '__main__':
    main()
