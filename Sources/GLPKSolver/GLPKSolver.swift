#if GLPK
#endif
