"""Pages about what was promised: plan, actions and coverage."""
