#: $ mkdir d; touch d/f; ln -s d l; ln -s nowhere dangling; make
$(info [$(realpath l/f ./d/../d nothere dangling)] [$(abspath l/f ./d/../d//x nothere .. /a/./b/../c /..)])
all:;@:
