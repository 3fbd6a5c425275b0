#!/usr/bin/env bash
# Regenerates packages/engine/src/onnx/generated from onnx.proto (Debian: libonnx-dev 1.12, Apache-2.0).
# Needs: protoc (Debian: protobuf-compiler) and protoc-gen-es (npm: @bufbuild/protoc-gen-es 2.17.0) on PATH.
set -euo pipefail
cd "$(dirname "$0")/../packages/engine/src/onnx"
mkdir -p generated
protoc --es_out=generated --es_opt=target=ts,import_extension=none onnx.proto
# Node runs TypeScript only where types can be erased; enums cannot, constant objects can.
sed -i -E 's/^export enum (\w+) \{/export type \1 = number;\nexport const \1 = {/; s/^  ([A-Z_][A-Za-z0-9_]*) = ([0-9]+),$/  \1: \2,/' generated/onnx_pb.ts
