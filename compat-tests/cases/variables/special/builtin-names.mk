#: $ make -rR; make -r; make
$(info [$(CC)] [$(SUFFIXES)] [$(.RECIPEPREFIX)] [$(.SHELLFLAGS)] [$(MAKEFILES)] [$(RM)] [$(ARFLAGS)] [$(COMPILE.c)])
all:;@:
