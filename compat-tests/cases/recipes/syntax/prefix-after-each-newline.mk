#: about of each line of an expanded recipe line but its first, one prefix character is dropped
#: $ make -n
#: $ make -n ONE=.ONESHELL
#: $ make -n ONE=.ONESHELL SHELL=/bin/cat
#: $ make -n ONE=.ONESHELL SHELL=/bin/cat -f tabs
.RECIPEPREFIX = >
$(ONE):
define lines
>: one
>>two
@>three
>@four
endef
all:
>$(lines)
>: a\\
>>b\
>>c\\\
>>d
>>@e
#: file tabs
$(ONE):
all:
	
		
			: a

	b
		@c
