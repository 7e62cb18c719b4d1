#: about empty and odd arguments, quoted percents, brackets in arguments
x := 1
y1 := a$
y2 := [$ x]
y3 := [$)]
y4 := [$(a(b)c)]
$(info 1 $(y1) $(y2) $(y3) $(y4))
q := a   a  b  a
$(info 6[$( x)][$(x )])
$(info 7[$(subst)][$(wordlist)])
$(info 8[$(patsubst a,b,  a   a  c )])
$(info 9[$(patsubst a%,b%,  a   a  c )])
$(info 10[$(  q:a=b)][$(q:a=b)][$(q:%=b)][$(q:=.c)])
$(info 12[$(subst ,x,a b)])
$(info 11[$(patsubst ,x,a b)])
$(info 13[$(patsubst a\%b,[%],a%b ab%)])
$(info 14[$(patsubst a\\%b,[%\%],a\xb ab% a%b)])
$(info 15[$(patsubst %,a\%b%,x)])
$(info 15[$(patsubst x,a\%b\\%,x)])
$(info 15[$(q:b=\%.c)])
$(info 15[$(q:%=\%.c%)])
$(info 15[$(patsubst a b,x,a b  a b ba b a b)|$(subst a,b,)|$(subst ,,ab)|$(patsubst %.c,%.o,a.c b  c.c)|$(patsubst a%c,x%y%,ac abc)|$(patsubst a\%b%,\%%,a%bc)|$(patsubst \\%,x\%y%,\a\)|$(patsubst %,a\\%\%,x))
$(info 16[$(words $(q))])
$(info 17[${q:a=$(x)}])
$(info 18[$(call)][$(call x)][$(call nosuch,1)])
sp = $(subst a,  x , ba ab)
$(info 19[$(sp)][$(subst a b,x,a b  a b)])
$(info 20[$(subst  a , b ,a b a )])
$(info 21[$(q:%=)][$(q:a=)][$(q:a%=%)][$(patsubst a,,a b a)][$(patsubst a%,,a b a)][$(patsubst a%,%,a b a)])
$(info 22[$(filter a% b,$(q))][$(filter-out %,a)][$(filter ,a b)][$(filter \%,a % \%)][$(filter a\%b,a%b a\%b)])
$(info 22[$(filter-out ,a b)][$(filter-out  , a b)][$(filter a b c d e f g h i j k,z k a x b)][$(filter-out a b c d e f g h i j k x%,z k a x b)])
e1 := $($(a)] tail)
$(info 23[$(e1)])
define nl


endef
$(info 25[$(patsubst a,X,a$(nl)b$(nl)$(nl)a)][$(patsubst a%,X,a$(nl)b$(nl)$(nl)a)])
$(info 26[$(strip  a$(nl)b  )][$(word 2,a$(nl)b)][$(words a$(nl)b)])
$(info 27[$(addsuffix .c,a b)][$(addprefix a b,x y)][$(join a b,1 2 3)][$(join a b c,1 2)][$(join ,)][$(addsuffix ,a  b)])
$(info 28[$(dir a/b c /d /e/f/ )][$(notdir a/b c /d /e/f/ )][$(suffix a.b c /d.e/f a/.x)][$(basename a.b c /d.e/f a/.x a.b/c.d.e .)])
$(info 29[$(findstring a,bab)][$(findstring ,x)][$(findstring xx,x)])
p=%.c
r=%.o
v=a.c b.c
c=:
e==
$(info 30 $(v:$p=$r)|$(v$c.c=.o)|$(v:.c$e.o)|$(v:.c=.o)|$(v:.c=.o:.o=.x)|$(v$($c):.c=$(empty))|${v:$(p)=$(r)}|$(v:a.c=q)|$(v:%=%)|$(v:%.c=x)|$(v:%b.c=x%y)|$(v:=)|$(v:b.c=a=b))
$(info 31 $(v:.c=)|$(v:.c=%)|$(v:.c=x%)|$(v:%.c=x\%%)|$(v:\%.c=x)|$(nosuch:a=b)|$(v:a)|$(v:)|$(:a=b))
v:a = yes
$(info 32 $(v:a)|${v:a}|$v$c$e|$(v)$$(v)|$$$(v)|$$$$)
l33 := ${subst a,(,abc}
$(info 33 $(l33)|$(subst a,{,abc)|$(subst a,(),abc)|$(subst (a,b),x,(a,b)c)|$(if (,),a,b)|$(subst	a,b,a)|$(subst )
