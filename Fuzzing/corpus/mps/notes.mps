* small
* maximised: the objective is written negated
* x_one stands for the number one
* r_lo and r_hi are the two sides of the row r
NAME model FREE
ROWS
 N objective
 G r_lo
 L r_hi
COLUMNS
 x r_lo 1
 x r_hi 1
 x_one objective -2
RHS
 RHS r_lo 3
 RHS r_hi 2
BOUNDS
 FX BND x_one 1
ENDATA
