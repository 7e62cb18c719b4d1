#: $ make
.RECIPEPREFIX = >
all:
>@echo Hello, world
> @echo two
.RECIPEPREFIX =
other:
	@echo other
all: other
