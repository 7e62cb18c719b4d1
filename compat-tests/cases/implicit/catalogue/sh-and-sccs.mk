#: $ printf 'echo hi\n' > m.sh; make m; ./m; mkdir RCS SCCS; touch RCS/r.c,v SCCS/s.s.c; make -n r.c s.c
all:
