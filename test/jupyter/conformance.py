"""Jupyter's own conformance suite against the kernel `wfnb`."""

import unittest

import jupyter_kernel_test

WORKFLOW = '%%toml\n[workflow]\nname = "stf_processing"\n\n[parameters]\nphysics_period_count = 1\n'


class WfnbKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "wfnb"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("something to say")'
    code_generate_error = 'throw new Error("as asked for")'

    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot"}},
        {"text": "process.uptim", "matches": {"uptime"}},
        {"text": '%%toml\n[workflow]\nname = "stf_processing"\n[parameters]\nstf_i', "matches": {"stf_interval = 2"}},
        {"text": '%%toml\n[workflow]\nname = "stf_pro', "matches": {'"stf_processing"'}},
    ]
    complete_code_samples = ["1", "let total: number = 1 + 1", "function f() { return 1 }", "", "%%toml\n[run]\n\n"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "`a template", '%%toml\n[workflow]\nname = "stf_processing"']
    invalid_code_samples = ["let 1x = 2", "]"]

    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "[1, 2, 3].map((n: number) => n * n)", "result": "[ 1, 4, 9 ]"},
        {"code": '"a text"', "result": "a text"},
    ]
    code_display_data = [
        {"code": 'display({ "text/html": "<b>bold</b>" })', "mime": "text/html"},
        {"code": WORKFLOW, "mime": "application/vnd.vegalite.v5+json"},
        {"code": WORKFLOW, "mime": "image/png"},
        {"code": WORKFLOW, "mime": "text/plain"},
    ]

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1 ? 2*"
    code_inspect_sample = "Math.abs"


if __name__ == "__main__":
    unittest.main()
