command -v git > /dev/null || exit 0
project
printf '*.o\nprog\n' > .gitignore
git init -q . && git config user.email t@example.org && git config user.name t
git add . && git commit -qm one
umake
expect_ran 'a.o b.o prog'
git checkout -qb other
edit a.c other; edit common.h other
git commit -qam two
git checkout -q -
umake
expect_ran ''
git stash -q 2> /dev/null; edit b.c tmp; git stash -q; git stash pop -q; git checkout -q b.c
umake
expect_ran ''
