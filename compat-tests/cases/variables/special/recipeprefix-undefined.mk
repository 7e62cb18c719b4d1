#: about .RECIPEPREFIX that was undefined keeps its effect, and never has another
#: $ make
#: $ make -f tab
.RECIPEPREFIX = >
undefine .RECIPEPREFIX
$(info [$(.RECIPEPREFIX)])
all:
>@echo all [$(.RECIPEPREFIX)]
all: two
.RECIPEPREFIX = +
two:
>@echo two
#: file tab
undefine .RECIPEPREFIX
.RECIPEPREFIX = >
all:
>@echo all
