* a comment
NAME sample FREE
OBJSENSE
 MAX
ROWS
 N cost
 L lim1
 G lim2
 E eq
COLUMNS
 x cost 1.5 lim1 1
 x lim2 2
 MARKER 'MARKER' 'INTORG'
 y cost -1 eq 1
 MARKER 'MARKER' 'INTEND'
 w lim1 1 eq -4
RHS
 RHS lim1 4 lim2 1
 RHS cost -10
RANGES
 RNG lim1 2.5 eq -3
BOUNDS
 UP BND x 4
 LI BND y 2
 MI BND w
 UP BND w -1
ENDATA
