#: xfail what follows is a recipe
a::;=
