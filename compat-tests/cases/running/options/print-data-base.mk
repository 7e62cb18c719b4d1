#: about the data base in the parts whose order and values are not volatile
#: $ make -p -n -rR > db
#: $ grep -E '^(V|W|[.]RECIPEPREFIX|[.]SHELLFLAGS) ' db | sort
#: $ sed -n '/^define MYD/,/^endef/p; /^%.x:/,/^$/p; /^oo:/,/^$/p' db | grep -v 'Last modified\|^# [.%@*+<?^|]\|automatic\|hash\|Load='
#: $ sed -n '/^all: t/,/^$/p' db | grep -v 'Last modified\|^# [.%@*+<?^|]\|automatic\|hash\|Load='
#: $ grep -c '^# Not a target:' db | sed 's/[0-9].*/some/'; grep -E '^# (Variables|Directories|Implicit Rules|Files|Pattern-specific|[0-9]+ implicit rules)' db | sort
#: ignore db
V = $(W) x
W := simple
define MYD
a
b
endef
all: V = target
all: t | oo ; @echo all
t oo: ; @echo $@
%.x: %.y ; @echo $*
