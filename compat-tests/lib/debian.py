"""Debian packages for the tests: what is installed, and sources with their build dependencies."""
import os
import shlex
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def shell_library(text, *arguments):
    """Runs shell text that may use packages.sh; its output."""
    script = f'. {shlex.quote(os.path.join(HERE, "packages.sh"))}; {text}'
    return subprocess.run(['bash', '-euc', script, 'bash', *arguments], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.strip()


def compat_directory():
    return shell_library('compat_dir')


def install(names):
    """Installs Debian packages that are missing."""
    shell_library('need_packages "$@"', *names)


def has_source_lists():
    found = subprocess.run(['apt-cache', 'showsrc', 'xxhash'], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, check=False)
    return found.returncode == 0 and found.stdout.strip() != b''


def apt_options(root):
    """Options for apt-get that let it see source packages: if apt has no index of them yet, lists
    of our own below `root`."""
    sandbox = ['-o', 'APT::Sandbox::User=root', '-o', 'DPkg::Lock::Timeout=600']
    if has_source_lists():
        return sandbox
    apt = os.path.join(root, 'apt')
    os.makedirs(apt + '/lists/partial', exist_ok=True)
    os.makedirs(apt + '/cache/archives/partial', exist_ok=True)
    release = subprocess.run(['sh', '-c', '. /etc/os-release; echo $VERSION_CODENAME'], check=True,
                             text=True, stdout=subprocess.PIPE).stdout.strip()
    with open(apt + '/sources.list', 'w') as f:
        key = '/usr/share/keyrings/debian-archive-keyring.gpg'
        mirror = shell_library('debian_mirror')
        f.write(f'deb [signed-by={key}] {mirror} {release} main\n')
        f.write(f'deb-src [signed-by={key}] {mirror} {release} main\n')
    options = [*sandbox, '-o', f'Dir::Etc::sourcelist={apt}/sources.list',
               '-o', 'Dir::Etc::sourceparts=/dev/null', '-o', f'Dir::State::lists={apt}/lists',
               '-o', f'Dir::Cache={apt}/cache']
    if not os.path.exists(apt + '/updated'):
        subprocess.run(['apt-get', *options, 'update', '-qq'], check=True)
        open(apt + '/updated', 'w').close()
    return options


def download_source(package, directory, root):
    """The path of the source package's .dsc, fetched into `directory` unless it is there."""
    os.makedirs(directory, exist_ok=True)
    descriptions = lambda: sorted(f for f in os.listdir(directory) if f.endswith('.dsc'))
    if not descriptions():
        subprocess.run(['apt-get', *apt_options(root), 'source', '--download-only', '-qq', package],
                       cwd=directory, check=True)
    return os.path.join(directory, descriptions()[0])


def unpack_source(description, tree):
    subprocess.run(['dpkg-source', '--no-check', '-x', description, tree], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
