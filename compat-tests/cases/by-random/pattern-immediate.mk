#: about a pattern-specific :::= is expanded when a target takes it
#: $ make
X = 1
%: V :::= $(X)
%: W := $(X)
%: Y :::= $(Z)
X = 2
all: ; @echo $(V) $(W) $(flavor V)
X = 4
