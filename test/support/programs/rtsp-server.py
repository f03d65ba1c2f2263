"""An IP camera for tests: an RTSP server on this machine. Prints its port.

Its argument is the number of frames after which it ends its stream, -1 for never. A line on its standard input has user and password as JSON, or none if it asks nobody.
"""

import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_shared(True)
factory.set_launch(
    f"( videotestsrc is-live=true num-buffers={sys.argv[1]} pattern=ball ! video/x-raw,format=I420,width=96,height=80,framerate=15/1"
    " ! jpegenc ! rtpjpegpay name=pay0 pt=26 )"
)
access = json.loads(sys.stdin.readline())
if access:
    user, password = access
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)
server.get_mount_points().add_factory("/line", factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
