# `git describe` is kept; a commit, a tag and an edit of the work tree are noticed.
command -v git > /dev/null || exit 0
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
export GIT_CONFIG_NOSYSTEM=1
given() { "$UMAKE" --cache=status | sed -n 's/^$(shell): *\([0-9]*\) given.*/\1/p'; }
write Makefile << 'EOF'
all: ; @echo "version=$(shell git describe --tags --dirty --always)"
EOF
echo aaa > file; touch -d '2020-01-01' file Makefile
git init -q . && git add . && git commit -q -m one && git tag v1
tick; git status > /dev/null; tick
for _ in 1 2 3; do umake; [ "$output" = version=v1 ] || fail 'v1'; done
[ "$(given)" -ge 1 ] || fail 'it is not kept'
edit file bbb
umake; [ "$output" = version=v1-dirty ] || fail 'an edit of the same size'
git commit -q -a -m two; tick
umake; [ "$output" = "version=$(git describe --tags)" ] || fail 'a commit'
git tag v2; tick
umake; [ "$output" = version=v2 ] || fail 'a tag'
umake; [ "$output" = version=v2 ] || fail 'v2 again'
