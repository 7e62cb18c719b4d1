#: about form feeds and other odd blanks are a part of names of variables, and of continued values
V\f=a
W\v :=b
X\r ?=c
define Y\f
d
endef
override\fZ=e
export\fZ=f
$(info [$V][$(V\f)][$(W)][$(W\v)][$(X)][$(X\r)][$(Y\f)][$Z][$(override\fZ)][$(export\fZ)])
V=a \\
 \f b
$(info [$V])
all: T\f=b
all:|\fb ; @echo [$T] [$(T\f)]
b:
