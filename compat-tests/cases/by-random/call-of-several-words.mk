#: about the name that call calls is the first word of its first argument
V1 = [$0 $1]
x = V1 V2
t := V1	V2
define n
V1
V2
endef
$(info $(call V1 V2) $(call  V1 ) $(call V1	V2) $(call $x) $(call $t) $(call $x,a) $(call $n,b))
$(info $(call foreach x,i,a b,$$i) $(call words x,a b c))
all: ;
