# `git describe` in a recipe: a commit and a tag count, although no makefile names git's files.
command -v git > /dev/null || exit 0
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
export GIT_CONFIG_NOSYSTEM=1
git init -q . && git commit -q --allow-empty -m one && git tag v1
write Makefile << 'EOF'
version: main.c
	@$(LOG) version
	@git describe --tags > $@
EOF
echo m > main.c
umake
expect_file version v1
umake
expect_ran ''
git commit -q --allow-empty -m two
umake
expect_ran 'version'
expect_file version "$(git describe --tags)"
git tag v2
umake
expect_file version v2
umake
expect_ran ''
