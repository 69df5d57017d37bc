#if CBC
#endif
