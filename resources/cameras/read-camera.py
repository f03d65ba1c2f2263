"""Reads a camera for the station where gst-launch-1.0 will not do: an industrial camera, or one that asks for a password.

The order is one line of JSON on standard input, so that no list of processes shows it; the end of that input is the end of the
station, and of this program. Pictures leave on standard output as packets of GStreamer's Data Protocol.
"""

import json
import signal
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

# The register “heartbeat timeout” of GigE Vision: few cameras have a feature for it.
HEARTBEAT = 0x0938
# Pictures that the camera may fill while one is handed over.
BUFFERS = 20
# Pictures that wait to be handed over, bytes; beyond that the camera's own buffers fill.
MOST_WAITING = 256 * 1024 * 1024
# How long is waited for a picture before it is looked whether the program is to end, microseconds. No end of the connection.
LOOK = 200_000


def fail(text):
    """Says what is wrong in the form of gst-launch-1.0, and ends."""
    print(f"ERROR: from element camera: {text}", file=sys.stderr, flush=True)
    sys.exit(1)


class Camera:
    """An industrial camera, whose pictures go into the pipeline. It is waited for without a limit: triggers come when they come."""

    def __init__(self, order, formats):
        gi.require_version("Aravis", "0.8")
        from gi.repository import Aravis

        self.aravis = Aravis
        self.ended = threading.Event()
        try:
            self.camera = Aravis.Camera.new(order["name"])
        except GLib.Error as error:
            fail(error.message)
        self.device = self.camera.get_device()
        # Whoever read it before may have died while it sent.
        self.stop_sending()
        try:
            self.set_up(order)
            self.form = formats.get(self.camera.get_pixel_format_as_string())
            if self.form is None:
                fail(f"not-negotiated: pictures of the form {self.camera.get_pixel_format_as_string()} cannot be read")
            _, _, self.width, self.height = self.camera.get_region()
            self.payload = self.camera.get_payload()
        except GLib.Error as error:
            fail(f"could not set caps and features: {error.message}")

    def set_up(self, order):
        camera, given = self.camera, order.get
        if camera.is_gv_device():
            self.device.write_register(HEARTBEAT, order["heartbeatMs"])
            # The kernel's own way: the other one needs rights, and does not see what this machine sends to itself.
            camera.gv_set_stream_options(self.aravis.GvStreamOption.PACKET_SOCKET_DISABLED)
        if self.device.is_feature_available("AcquisitionMode"):
            camera.set_acquisition_mode(self.aravis.AcquisitionMode.CONTINUOUS)
        if given("pixelFormat"):
            camera.set_pixel_format_from_string(order["pixelFormat"])
        if given("region"):
            camera.set_region(*order["region"])
        if given("framesPerSecond"):
            camera.set_frame_rate(order["framesPerSecond"])
        if given("exposureUs"):
            if camera.is_exposure_auto_available():
                camera.set_exposure_time_auto(self.aravis.Auto.OFF)
            camera.set_exposure_time(order["exposureUs"])
        if given("gainDb") is not None:
            if camera.is_gain_auto_available():
                camera.set_gain_auto(self.aravis.Auto.OFF)
            camera.set_gain(order["gainDb"])
        if order["features"]:
            self.device.set_features_from_string(order["features"])
        if camera.is_gv_device() and given("packetSize") == "auto":
            camera.gv_auto_packet_size()
        elif camera.is_gv_device() and given("packetSize"):
            camera.gv_set_packet_size(order["packetSize"])

    def start(self, source, on_end):
        """Hands pictures to an element of the pipeline until the end."""
        caps = f"{self.form['caps']},width={self.width},height={self.height},framerate=0/1"
        source.set_property("caps", Gst.Caps.from_string(caps))
        try:
            self.stream = self.camera.create_stream(None, None)
            for _ in range(BUFFERS):
                self.stream.push_buffer(self.aravis.Buffer.new_allocate(self.payload))
            self.device.connect("control-lost", lambda _: on_end("The connection to the camera was lost"))
            self.camera.start_acquisition()
        except GLib.Error as error:
            fail(error.message)
        print("READY", file=sys.stderr, flush=True)
        self.thread = threading.Thread(target=self.read, args=(source,), daemon=True)
        self.thread.start()

    def read(self, source):
        used = self.width * self.form["bytes"]
        padding = bytes(-used % 4)
        while not self.ended.is_set():
            buffer = self.stream.timeout_pop_buffer(LOOK)
            if buffer is None:
                continue
            if buffer.get_status() == self.aravis.BufferStatus.SUCCESS:
                data = buffer.get_data()[: used * self.height]
                if padding:
                    # GStreamer's rows begin at multiples of four bytes.
                    rows = (data[at : at + used] for at in range(0, len(data), used))
                    data = padding.join(rows) + padding
                source.emit("push-buffer", Gst.Buffer.new_wrapped(data))
            self.stream.push_buffer(buffer)

    def stop_sending(self):
        try:
            self.camera.stop_acquisition()
        except GLib.Error:
            # It does not send, or is gone.
            pass

    def stop(self):
        self.ended.set()
        self.stop_sending()


def main():
    order = json.loads(sys.stdin.buffer.readline())
    Gst.init(None)
    loop = GLib.MainLoop()
    problems = []
    camera = None
    words = order["words"]
    if order.get("genicam"):
        camera = Camera(order["genicam"], order["formats"])
        head = ["appsrc", "name=camera", "is-live=true", "format=time", "do-timestamp=true", "block=true"]
        words = [*head, f"max-bytes={MOST_WAITING}", *(["!", "bayer2rgb"] if camera.form.get("bayer") else []), *words]
    try:
        pipeline = Gst.parse_launchv(words)
    except GLib.Error as error:
        fail(error.message)
    source = pipeline.get_by_name("camera")
    for name, value in order["properties"].items():
        source.set_property(name, value)

    def end(problem=None):
        if problem:
            problems.append(problem)
        GLib.idle_add(loop.quit)
        return False

    def on_message(_bus, message):
        if message.type == Gst.MessageType.ERROR:
            error, debug = message.parse_error()
            print(f"ERROR: from element {message.src.get_path_string()}: {error.message}", file=sys.stderr)
            print(f"Additional debug info:\n{debug}", file=sys.stderr, flush=True)
            problems.append(None)
            end()
        elif message.type == Gst.MessageType.EOS:
            end()
        return True

    bus = pipeline.get_bus()
    bus.add_signal_watch()
    bus.connect("message", on_message)
    for number in (signal.SIGINT, signal.SIGTERM):
        GLib.unix_signal_add(GLib.PRIORITY_HIGH, number, end)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP, lambda *_: end())
    pipeline.set_state(Gst.State.PLAYING)
    if camera:
        camera.start(source, end)
    loop.run()
    if camera:
        camera.stop()
    pipeline.set_state(Gst.State.NULL)
    told = [problem for problem in problems if problem]
    if told:
        fail(told[0])
    sys.exit(1 if problems else 0)


main()
