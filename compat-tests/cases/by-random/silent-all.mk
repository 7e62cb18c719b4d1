#: about .SILENT for all silences "up to date" too
#: $ make a
#: $ make b
.SILENT:
a:
b: ;
