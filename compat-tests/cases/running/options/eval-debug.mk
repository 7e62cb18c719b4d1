#: about what --eval prints comes before make says that it reads makefiles
#: $ make --debug=b --eval='$(info early)' | sed 1,/NO.WARRANTY/d
all:
