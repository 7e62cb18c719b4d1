#!/usr/bin/env python3
"""Where the time of a build with nothing to do goes, and how near it is to its floor.

    floor.py UMAKE TREE [-n RUNS] [--mode standard|fast]

TREE is a build tree of gen.py that has been built. UMAKE is run under perf (-n runs), and the samples
are sorted into parts: what the kernel does for each kind of call, and what umake does by layer. The
floor is a C program that makes the same calls on the same files (found with strace), and nothing
else. Needs perf, strace and a C compiler; UMAKE with its symbols, built without link-time
optimisation, so that functions keep their names.
"""
import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile

# The first that occurs in a sample's chain of calls in the kernel.
KERNEL = [('page faults', r'exc_page_fault'),
          ('stat', r'sys_newfstatat|sys_fstat|sys_statx'),
          ('open', r'sys_openat'), ('read', r'sys_read|sys_pread64'), ('close', r'sys_close'),
          ('listing directories', r'sys_getdents64'),
          ('process: exec, memory, exit', r'sys_(execve|exit_group|brk|mmap|munmap|mprotect)|ret_from_fork'),
          ('other system calls', r'.')]
# By the innermost function.
USER = [('names (interning, hashing)', r'SymbolTable|XXH|_Hash_bytes'),
        ('reading makefiles', r'TextEvaluation|RuleRecorder|Evaluator|NameSplitter|parse_|Expander|Expression'
                              r'|Variable|LineReader|next_word|substitute|Rule::|clean_makefile'),
        ('records', r'Freshness|FileStates|DirectoryState|Recorder|Observation|Places|Persistent'),
        ('implicit rules', r'DeadEnd|Implicit|Pattern|PatternIndex'),
        ('targets and their times', r'Targets|TargetTimes|StableVector|PosixFileSystem'),
        ('the walk', r'Walker|Schedule|Visit|Executor|Round|Session|Goal'),
        ('the loader', r'ld-linux'),
        ('the C library', r'libc'), ('the rest', r'.')]

FLOOR = r'''
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int argc, char **argv) {
  static char line[65536], buffer[1 << 20];
  FILE *list = fopen(argv[1], "r");
  while (fgets(line, sizeof line, list) != NULL) {
    struct stat status;
    char *path = line + 2;
    line[strcspn(line, "\n")] = 0;
    if (line[0] == 's') {
      fstatat(AT_FDCWD, path, &status, 0);
    } else if (line[0] == 'l') {
      DIR *directory = opendir(path);
      if (directory == NULL) continue;
      while (readdir(directory) != NULL) continue;
      closedir(directory);
    } else {
      int file = open(path, O_RDONLY | O_CLOEXEC);
      if (file < 0) continue;
      fstat(file, &status);
      if (read(file, buffer, sizeof buffer) < 0) return 1;
      close(file);
    }
  }
  return argc != 2;
}
'''


def calls(command, environment, tree, path):
    """Writes what the command asks of the file system, a line a call; returns how many of each."""
    log = path + '.log'
    subprocess.run(['strace', '-f', '-e', 'trace=newfstatat,openat', '-o', log, *command], cwd=tree,
                   env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    count = {'s': 0, 'l': 0, 'o': 0}
    with open(log, errors='surrogateescape') as lines, open(path, 'w') as out:
        for line in lines:
            found = re.search(r'(newfstatat|openat)\(AT_FDCWD, "([^"]+)"(.*)', line)
            if not found:
                continue
            kind = 's' if found[1] == 'newfstatat' else 'l' if 'O_DIRECTORY' in found[3] else 'o'
            count[kind] += 1
            out.write(f'{kind} {found[2]}\n')
    return count


def cpu_ms(command, environment, tree, runs):
    figures = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures.append(1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return statistics.median(figures)


def part_of(frames):
    inner = frames[0]
    if 'kernel' in inner or '[k' in inner:
        chain = ' '.join(f for f in frames if 'kernel' in f)
        return next(name for name, what in KERNEL if re.search(what, chain))
    return next(name for name, what in USER if re.search(what, inner))


def profile(command, environment, tree, runs, data):
    """{part: share of the samples}"""
    shell = ['sh', '-c', f'i=0; while [ $i -lt {runs} ]; do "$@" > /dev/null; i=$((i+1)); done', 'sh']
    subprocess.run(['perf', 'record', '-q', '-e', 'cpu-clock', '-F', '10000', '-g', '-o', data, *shell,
                    *command], cwd=tree, env=environment, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)
    text = subprocess.run(['perf', 'script', '-i', data, '-F', 'comm,ip,sym,dso'], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode(errors='replace')
    parts, total, own = {}, 0, os.path.basename(command[0])[:15]
    for sample in text.split('\n\n'):
        lines = [line for line in sample.split('\n') if line.strip()]
        if len(lines) < 2 or not lines[0].startswith(own):
            continue
        part = part_of([re.sub(r'^\s*[0-9a-f]+ ', '', line) for line in lines[1:]])
        parts[part] = parts.get(part, 0) + 1
        total += 1
    return {name: parts[name] / total for name in parts}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('umake')
    parser.add_argument('tree')
    parser.add_argument('-n', '--runs', type=int, default=20)
    parser.add_argument('--mode', default='standard')
    arguments = parser.parse_args()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(('MAKE', 'MFLAGS', 'UMAKE_'))}
    environment['UMAKE_MODE'] = arguments.mode
    environment['XDG_CACHE_HOME'] = os.path.abspath(arguments.tree) + '.cache'
    command = [os.path.abspath(arguments.umake), '-j2']
    for _ in range(2):
        subprocess.run(command, cwd=arguments.tree, env=environment, stdout=subprocess.DEVNULL, check=True)
    with tempfile.TemporaryDirectory() as top:
        count = calls(command, environment, arguments.tree, top + '/calls')
        with open(top + '/floor.c', 'w') as out:
            out.write(FLOOR)
        subprocess.run(['cc', '-O2', '-o', top + '/floor', top + '/floor.c'], check=True)
        floor, whole = [], []
        for _ in range(arguments.runs):
            floor.append(cpu_ms([top + '/floor', top + '/calls'], environment, arguments.tree, 1))
            whole.append(cpu_ms(command, environment, arguments.tree, 1))
        shares = profile(command, environment, arguments.tree, arguments.runs, top + '/data')
    total = statistics.median(whole)
    print(f'{count["s"]} stats, {count["o"]} files opened, {count["l"]} directories listed')
    print(f'{"the floor: the same calls":34}{statistics.median(floor):8.1f} ms')
    print(f'{"umake":34}{total:8.1f} ms')
    for name, _ in KERNEL + USER:
        if name in shares:
            print(f'  {name:32}{total * shares[name]:8.1f} ms{100 * shares[name]:6.1f} %')


if __name__ == '__main__':
    sys.exit(main())
