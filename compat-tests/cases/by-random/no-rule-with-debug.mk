#: about nothing is said of a target after the error that ends make
#: $ make --debug=b
#: filter /^(GNU Make|umake) /,/^There is NO/d
all: nosuch
