NAME * sm    :q
COLUMNS
																																							LUMNS
																																																	 													 M 										 x 
 x 
 MBoolA