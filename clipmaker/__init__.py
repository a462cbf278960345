"""Makes the exercise clips: posed figures, drawn on the processor, encoded as VP9.

The program never imports this package; it reads the finished clips and their JSON.
Axes everywhere: metres, +x is the figure's own left, -y is forward, +z is up.
"""
