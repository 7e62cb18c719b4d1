#: about a sub-make shares the slots: at most two recipes at once
#: $ make -j2
#: $ cat log | sort | uniq -c | awk '{ if ($1 > 0) n++ } END { print n " kinds" }'
#: sorted
#: filter s/^make.*jobserver-auth.*$/(flags)/
#: ignore log
all: sub1 sub2
sub1 sub2: ; @$(MAKE) --no-print-directory -f sub.mk T=$@
#: file sub.mk
all: $(T)1 $(T)2
$(T)1 $(T)2: ; @echo start >> log; sleep 0.05; echo end >> log; echo $@
