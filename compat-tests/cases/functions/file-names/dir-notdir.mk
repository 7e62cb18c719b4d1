#: $ make
$(info [$(dir src/foo.c hacks / /a a/ ./b)] [$(notdir src/foo.c hacks / a/ a//b)] [$(dir )])
all:;@:
