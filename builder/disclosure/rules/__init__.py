"""Rules: which numbers are small, what adds up, and what follows from that for a hidden one."""
