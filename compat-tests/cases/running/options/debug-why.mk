#: $ at 1 s; make -W s --debug=why,print --debug=none; make --debug=w -W s | sed '1,/^Reading makefiles/d'; make -s --debug=p -W s | sed '1,/^Reading makefiles/d'; make --debug=m | sed '1,/^Reading makefiles/d'; make --debug=j -n -W s | sed '1,/^Reading makefiles/d'
t: s ; @touch t
