#: about each command that was taken off a canned recipe takes a prefix from all lines that follow
#: $ make -n
.RECIPEPREFIX = >
all: a b
a:
>$(lines)
b:
>$(more)
define lines
a
>>b
>>>c

>>>d


>>>>e
endef
define more


>>>>>b
endef
