#: xfail an error is an error
#: $ make -qk -W a
a::;$
