#: about conversion of Scheme's types, gmk-expand, gmk-eval, gmk-var, errors on either side
#: needs guile
#: env LC_ALL=C.UTF-8
#: $ make; make TEXT='(gmk-eval "$$(error from make)")'; make TEXT='(gmk-expand "$$(error from make)")'
#: $ make TEXT='(catch #t (lambda () (gmk-expand "$$(error caught?)")) (lambda all "caught"))'
#: $ make TEXT='(car 5)' 2>&1 | grep -v '^In \|^ .* (\|^Backtrace'; make TEXT='#(1)' 2>&1 | grep -v '^In \|^ .* (\|^Backtrace'
#: $ make TEXT='(gmk-expand)' 2>&1 | grep -v '^In \|^ .* (\|^Backtrace'; make TEXT='(exit 3)'; make -s in-recipe
VALUE = hi $(word 2,a there)
X := $(guile #f)|$(guile #t)|$(guile #\c)|$(guile 12)|$(guile 1/3)|$(guile 'sym)|$(guile "str")|$(guile )
$(info $(X)|$(guile '(a b (c . d) #t #f () "" (2 " x ") 3))|$(guile (cons 'a 'b))|$(guile (if #f #f)))
$(info $(guile "a	b")|$(guile (string-length "é"))|$(guile "é")|$(guile 1 2)|$(call guile,(+ 1 2)))
define functions
;; A comment.
(define (twice text)
  (string-append text "," text))
#f
endef
$(info [$(guile $(functions))] $(guile (twice "a,b")) $(guile (module-name (current-module))))
TEST = old
EVAL = VAR = $(TEST)
$(guile (gmk-eval "$(value EVAL)"))
$(guile (gmk-eval '(LIST = 1 (2) () 3)))
TEST = new
$(info $(VAR) [$(LIST)] $(guile (gmk-var "VALUE")) $(guile (gmk-var 'VALUE)) $(guile (gmk-expand "$$(VALUE)")))
$(info $(guile (begin (gmk-eval "Z = $$(guile (* 6 7))") (gmk-expand "$$(Z)"))))
$(info [$(guile (use-modules (gnu make)) (gmk-expand 5))])
$(info [$(guile $(TEXT))] after)
all: ; @echo all
in-recipe: ; @echo '$(guile (twice "$@"))' $(guile (begin (gmk-eval "a: b") 3))
