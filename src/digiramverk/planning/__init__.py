"""What results are for: targets held against outcomes.

A target picks one value of a measure and a bound. This room finds the outcome among results and says
whether the target is met, or that there is no outcome yet.
"""
