#: $ make
#: $ make pattern V1=line
#: $ SHELL=/bin/bash make shell
#: filter s/^(PATH|HOME|TMPDIR|PWD|OLDPWD|_)=.*/\1/
#: about the order in which the environment of recipes is made and stands
unexport UMAKE_MODE UMAKE_CACHE_DIR
export A1 = $(info A1)1
export B1 = $(info B1)1
export C1 = $(info C1)1
export D1 = 2
export E1 = $(info E1)1
export F1 = $(info F1)1
all: ; @/usr/bin/env
all: export T1 = $(info T1)1
all: export T2 = $(info T2)1
pattern: export T1 = $(info T1)1
%ern: export P1 = $(info P1)1
pattern: ; @/usr/bin/env
unexport MAKELEVEL
shell: ; @/usr/bin/env
