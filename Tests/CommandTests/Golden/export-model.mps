* worked-example-rate
* maximised: the objective is written negated
NAME model FREE
ROWS
 N objective
 L host_0
 L host_1
 L host_2
 L host_3
 L host_4
 G cover
 L slots_0_1
 L jobs_0_1
 L slots_1_1
 L jobs_1_1
 L slots_1_2
 L jobs_1_2
 L slots_2_1
 L jobs_2_1
 L slots_3_1
 L jobs_3_1
 L slots_4_1
 L jobs_4_1
 L slot_limit
COLUMNS
 MARKER 'MARKER' 'INTORG'
 c_0 objective -0.8333333333333333
 c_0 slots_2_1 1
 c_0 jobs_2_1 1
 c_0 slots_3_1 1
 c_0 jobs_3_1 1
 c_0 slots_4_1 1
 c_0 jobs_4_1 1
 c_0 slot_limit 1
 c_1 objective -0.6862745098039216
 c_1 slots_1_1 1
 c_1 jobs_1_1 1
 c_1 slots_3_1 1
 c_1 jobs_3_1 1
 c_1 slots_4_1 1
 c_1 jobs_4_1 1
 c_1 slot_limit 1
 c_2 objective -0.7
 c_2 slots_1_1 1
 c_2 jobs_1_1 1
 c_2 slots_2_1 1
 c_2 jobs_2_1 1
 c_2 slots_4_1 1
 c_2 jobs_4_1 1
 c_2 slot_limit 1
 c_3 objective -0.7142857142857142
 c_3 slots_1_1 1
 c_3 jobs_1_1 1
 c_3 slots_2_1 1
 c_3 jobs_2_1 1
 c_3 slots_3_1 1
 c_3 jobs_3_1 1
 c_3 slot_limit 1
 c_4 objective -0.8974358974358975
 c_4 slots_1_1 2
 c_4 jobs_1_1 1
 c_4 slots_1_2 2
 c_4 jobs_1_2 1
 c_4 slots_4_1 1
 c_4 jobs_4_1 1
 c_4 slot_limit 1
 c_5 objective -0.9210526315789475
 c_5 slots_1_1 2
 c_5 jobs_1_1 1
 c_5 slots_1_2 2
 c_5 jobs_1_2 1
 c_5 slots_3_1 1
 c_5 jobs_3_1 1
 c_5 slot_limit 1
 c_6 objective -0.9459459459459459
 c_6 slots_1_1 2
 c_6 jobs_1_1 1
 c_6 slots_1_2 2
 c_6 jobs_1_2 1
 c_6 slots_2_1 1
 c_6 jobs_2_1 1
 c_6 slot_limit 1
 c_7 objective -0.875
 c_7 slots_0_1 1
 c_7 jobs_0_1 1
 c_7 slots_3_1 1
 c_7 jobs_3_1 1
 c_7 slots_4_1 1
 c_7 jobs_4_1 1
 c_7 slot_limit 1
 c_8 objective -0.8974358974358974
 c_8 slots_0_1 1
 c_8 jobs_0_1 1
 c_8 slots_2_1 1
 c_8 jobs_2_1 1
 c_8 slots_4_1 1
 c_8 jobs_4_1 1
 c_8 slot_limit 1
 c_9 objective -0.9210526315789473
 c_9 slots_0_1 1
 c_9 jobs_0_1 1
 c_9 slots_2_1 1
 c_9 jobs_2_1 1
 c_9 slots_3_1 1
 c_9 jobs_3_1 1
 c_9 slot_limit 1
 c_10 objective -0.7291666666666665
 c_10 slots_0_1 1
 c_10 jobs_0_1 1
 c_10 slots_1_1 1
 c_10 jobs_1_1 1
 c_10 slots_4_1 1
 c_10 jobs_4_1 1
 c_10 slot_limit 1
 c_11 objective -0.7446808510638298
 c_11 slots_0_1 1
 c_11 jobs_0_1 1
 c_11 slots_1_1 1
 c_11 jobs_1_1 1
 c_11 slots_3_1 1
 c_11 jobs_3_1 1
 c_11 slot_limit 1
 c_12 objective -0.7608695652173912
 c_12 slots_0_1 1
 c_12 jobs_0_1 1
 c_12 slots_1_1 1
 c_12 jobs_1_1 1
 c_12 slots_2_1 1
 c_12 jobs_2_1 1
 c_12 slot_limit 1
 c_13 objective -1
 c_13 slots_0_1 1
 c_13 jobs_0_1 1
 c_13 slots_1_1 2
 c_13 jobs_1_1 1
 c_13 slots_1_2 2
 c_13 jobs_1_2 1
 c_13 slot_limit 1
 y_0_1 host_0 1
 y_0_1 cover 1
 y_0_1 slots_0_1 -6
 y_0_1 jobs_0_1 -6
 y_1_1 host_1 1
 y_1_1 cover 1
 y_1_1 slots_1_1 -6
 y_1_1 jobs_1_1 -6
 y_1_2 host_1 1
 y_1_2 cover 2
 y_1_2 slots_1_1 -10
 y_1_2 jobs_1_1 -6
 y_1_2 slots_1_2 -10
 y_1_2 jobs_1_2 -5
 y_2_1 host_2 1
 y_2_1 cover 1
 y_2_1 slots_2_1 -6
 y_2_1 jobs_2_1 -6
 y_3_1 host_3 1
 y_3_1 cover 1
 y_3_1 slots_3_1 -6
 y_3_1 jobs_3_1 -6
 y_4_1 host_4 1
 y_4_1 cover 1
 y_4_1 slots_4_1 -6
 y_4_1 jobs_4_1 -6
 MARKER 'MARKER' 'INTEND'
RHS
 RHS host_0 1
 RHS host_1 1
 RHS host_2 1
 RHS host_3 1
 RHS host_4 1
 RHS cover 3
 RHS slot_limit 6
BOUNDS
 LO BND c_0 0
 UP BND c_0 6
 LO BND c_1 0
 UP BND c_1 6
 LO BND c_2 0
 UP BND c_2 6
 LO BND c_3 0
 UP BND c_3 6
 LO BND c_4 0
 UP BND c_4 5
 LO BND c_5 0
 UP BND c_5 5
 LO BND c_6 0
 UP BND c_6 5
 LO BND c_7 0
 UP BND c_7 6
 LO BND c_8 0
 UP BND c_8 6
 LO BND c_9 0
 UP BND c_9 6
 LO BND c_10 0
 UP BND c_10 6
 LO BND c_11 0
 UP BND c_11 6
 LO BND c_12 0
 UP BND c_12 6
 LO BND c_13 0
 UP BND c_13 5
 BV BND y_0_1
 BV BND y_1_1
 BV BND y_1_2
 BV BND y_2_1
 BV BND y_3_1
 BV BND y_4_1
ENDATA
