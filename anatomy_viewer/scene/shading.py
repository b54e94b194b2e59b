"""How light falls on the specimen: one fragment program for moving, still and exported pictures.

VTK's own lights cost half of a software frame, and its physically based shader takes seconds to compile; this
program is a few dozen instructions. Directions are those of the eye (x right, y up, z towards the eye), so the
light stays with the viewer: key from the upper left, fill from the right, soft light from above, a little from
below (the nuchal plane is black without it), and a rim where a surface turns away.
"""

from __future__ import annotations

_LIT = """
  vec3 n = normalVCVSOutput;
  vec3 tissue = diffuseColor * diffuseColor;
  float key = max(dot(n, vec3(-0.50, 0.59, 0.63)) * 0.84 + 0.16, 0.0);
  float fill = max(dot(n, vec3(0.84, 0.10, 0.53)) * 0.8 + 0.2, 0.0);
  float away = 1.0 - max(n.z, 0.0);
  vec3 light = vec3(1.06, 1.02, 0.94) * key * key
    + vec3(0.27, 0.28, 0.30) * fill
    + mix(vec3(0.155, 0.145, 0.135), vec3(0.25, 0.26, 0.275), 0.5 + 0.5 * n.y)
    + vec3(0.16, 0.17, 0.18) * away * away * away;
  float glint = max(dot(n, vec3(-0.277, 0.327, 0.903)), 0.0);
  float sheen = glint * glint; sheen *= sheen; sheen *= sheen; sheen *= sheen;
  float spark = sheen * sheen; spark *= spark;
"""
SOLID = (
    _LIT
    + """
  vec3 shade = tissue * light + opacity * (0.10 * sheen + 0.16 * spark);
  gl_FragData[0] = vec4(sqrt(shade * (1.0 + 0.10 * shade) / (1.0 + 0.42 * shade)) * 1.06, 1.0);
"""
)
"""Alpha of a vertex colour is how much it shines (0–1)."""

GHOST = (
    _LIT
    + """
  vec3 shade = tissue * light + 0.04 * sheen;
  float seen = min(opacity * (0.8 + 0.9 * away * away), 1.0);
  gl_FragData[0] = vec4(sqrt(shade * (1.0 + 0.10 * shade) / (1.0 + 0.42 * shade)) * 1.06, seen);
"""
)
"""Alpha of a vertex colour is its opacity; a surface that turns away from the eye is denser, as glass is."""
