//! Filters.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usvg::NonZeroRect;
use usvg::filter::{
    ColorChannel, ColorInterpolation, ColorMatrixKind, CompositeOperator, ConvolveMatrix, EdgeMode,
    Filter, Image, Input, Kind, LightSource, Morphology, MorphologyOperator, Primitive,
    TransferFunction, Turbulence, TurbulenceKind,
};

use super::definitions::key;
use super::markup::numbers;
use super::paint::hex;
use super::{Letters, Writer, written};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

impl<'a> Writer<'a> {
    pub(super) fn filter(&mut self, filter: &'a Filter) {
        let id = self.definitions.id(filter);
        self.out.open("filter").attr("id", id);
        let seen = self.regions.as_ref().and_then(|regions| regions.get(&key(filter)));
        self.rect(*seen.unwrap_or(&filter.rect()));
        self.out.attr("filterUnits", "userSpaceOnUse");
        for primitive in filter.primitives() {
            match primitive.kind() {
                Kind::Morphology(own) if self.regions.is_some() => self.in_two(primitive, own),
                _ => self.primitive(filter.rect(), primitive),
            }
        }
        self.out.close();
    }

    fn primitive(&mut self, around: NonZeroRect, primitive: &'a Primitive) {
        self.out.open(name(primitive.kind()));
        if primitive.rect() != around {
            self.rect(primitive.rect());
        }
        self.out.attr("color-interpolation-filters", colors(primitive));
        self.inputs(primitive.kind());
        self.parameters(primitive);
        self.out.attr("result", primitive.result());
        self.children(primitive.kind());
        self.out.close();
    }

    /// Writes a growing or shrinking of shapes as one across and one down, which come to the same
    /// and look at far fewer pixels. A radius of nothing would be none at all.
    fn in_two(&mut self, primitive: &Primitive, own: &Morphology) {
        const NOTHING: f32 = 1e-6;
        let between = format!("{}-across", primitive.result());
        let (across, down) = (own.radius_x().get(), own.radius_y().get());
        let erodes = own.operator() == MorphologyOperator::Erode;
        let steps = [
            (across, NOTHING, source(own.input()), between.as_str()),
            (NOTHING, down, between.as_str(), primitive.result()),
        ];
        let nothing = across <= 0.0 || down <= 0.0;
        for (index, (x, y, from, to)) in steps.into_iter().enumerate() {
            let out = self.out.open("feMorphology");
            out.attr("color-interpolation-filters", colors(primitive));
            out.attr("in", from).attr("operator", if erodes { "erode" } else { "dilate" });
            out.attr("radius", if nothing { "0 0".into() } else { format!("{x} {y}") });
            out.attr("result", to);
            if index == 1 {
                self.rect(primitive.rect());
            }
            self.out.close();
        }
    }

    fn inputs(&mut self, kind: &Kind) {
        let (first, second) = match kind {
            Kind::Blend(own) => (own.input1(), Some(own.input2())),
            Kind::Composite(own) => (own.input1(), Some(own.input2())),
            Kind::DisplacementMap(own) => (own.input1(), Some(own.input2())),
            Kind::ColorMatrix(own) => (own.input(), None),
            Kind::ComponentTransfer(own) => (own.input(), None),
            Kind::ConvolveMatrix(own) => (own.input(), None),
            Kind::DiffuseLighting(own) => (own.input(), None),
            Kind::DropShadow(own) => (own.input(), None),
            Kind::GaussianBlur(own) => (own.input(), None),
            Kind::Morphology(own) => (own.input(), None),
            Kind::Offset(own) => (own.input(), None),
            Kind::SpecularLighting(own) => (own.input(), None),
            Kind::Tile(own) => (own.input(), None),
            Kind::Flood(_) | Kind::Image(_) | Kind::Merge(_) | Kind::Turbulence(_) => return,
        };
        self.out.attr("in", source(first)).attr_if("in2", second.map(source));
    }

    fn parameters(&mut self, primitive: &'a Primitive) {
        let pair = |x: f32, y: f32| format!("{x} {y}");
        let out = &mut self.out;
        match primitive.kind() {
            Kind::DropShadow(own) => {
                out.attr("stdDeviation", pair(own.std_dev_x().get(), own.std_dev_y().get()));
                out.attr("dx", own.dx()).attr("dy", own.dy());
                out.attr("flood-color", hex(own.color()));
                out.attr("flood-opacity", own.opacity().get());
            }
            Kind::GaussianBlur(own) => {
                out.attr("stdDeviation", pair(own.std_dev_x().get(), own.std_dev_y().get()));
            }
            Kind::Offset(own) => {
                out.attr("dx", own.dx()).attr("dy", own.dy());
            }
            Kind::Blend(own) => {
                out.attr("mode", own.mode());
            }
            Kind::Flood(own) => {
                out.attr("flood-color", hex(own.color()));
                out.attr("flood-opacity", own.opacity().get());
            }
            Kind::Composite(own) => self.composite(own.operator()),
            Kind::ColorMatrix(own) => self.color_matrix(own.kind()),
            Kind::ConvolveMatrix(own) => self.convolve_matrix(own),
            Kind::Morphology(own) => {
                let erodes = own.operator() == MorphologyOperator::Erode;
                out.attr("operator", if erodes { "erode" } else { "dilate" });
                out.attr("radius", pair(own.radius_x().get(), own.radius_y().get()));
            }
            Kind::DisplacementMap(own) => {
                out.attr("scale", own.scale());
                out.attr("xChannelSelector", channel(own.x_channel_selector()));
                out.attr("yChannelSelector", channel(own.y_channel_selector()));
            }
            Kind::Turbulence(own) => self.turbulence(own),
            Kind::DiffuseLighting(own) => {
                out.attr("surfaceScale", own.surface_scale());
                out.attr("diffuseConstant", own.diffuse_constant());
                out.attr("lighting-color", hex(own.lighting_color()));
            }
            Kind::SpecularLighting(own) => {
                out.attr("surfaceScale", own.surface_scale());
                out.attr("specularConstant", own.specular_constant());
                out.attr("specularExponent", own.specular_exponent());
                out.attr("lighting-color", hex(own.lighting_color()));
            }
            Kind::Image(own) => self.image_of_filter(own, primitive.rect()),
            Kind::ComponentTransfer(_) | Kind::Merge(_) | Kind::Tile(_) => {}
        }
    }

    /// What stands inside a step of a filter.
    fn children(&mut self, kind: &Kind) {
        match kind {
            Kind::Merge(own) => {
                for input in own.inputs() {
                    self.out.open("feMergeNode").attr("in", source(input)).close();
                }
            }
            Kind::ComponentTransfer(own) => {
                self.transfer("feFuncR", own.func_r());
                self.transfer("feFuncG", own.func_g());
                self.transfer("feFuncB", own.func_b());
                self.transfer("feFuncA", own.func_a());
            }
            Kind::DiffuseLighting(own) => self.light(own.light_source()),
            Kind::SpecularLighting(own) => self.light(own.light_source()),
            _ => {}
        }
    }

    fn composite(&mut self, operator: CompositeOperator) {
        let name = match operator {
            CompositeOperator::Over => "over",
            CompositeOperator::In => "in",
            CompositeOperator::Out => "out",
            CompositeOperator::Atop => "atop",
            CompositeOperator::Xor => "xor",
            CompositeOperator::Lighter => "lighter",
            CompositeOperator::Arithmetic { .. } => "arithmetic",
        };
        self.out.attr("operator", name);
        if let CompositeOperator::Arithmetic { k1, k2, k3, k4 } = operator {
            self.out.attr("k1", k1).attr("k2", k2).attr("k3", k3).attr("k4", k4);
        }
    }

    fn color_matrix(&mut self, kind: &ColorMatrixKind) {
        let (name, values) = match kind {
            ColorMatrixKind::Matrix(values) => ("matrix", Some(numbers(values))),
            ColorMatrixKind::Saturate(value) => ("saturate", Some(value.get().to_string())),
            ColorMatrixKind::HueRotate(angle) => ("hueRotate", Some(angle.to_string())),
            ColorMatrixKind::LuminanceToAlpha => ("luminanceToAlpha", None),
        };
        self.out.attr("type", name).attr_if("values", values);
    }

    fn convolve_matrix(&mut self, own: &ConvolveMatrix) {
        let matrix = own.matrix();
        self.out.attr("order", format!("{} {}", matrix.columns(), matrix.rows()));
        self.out.attr("kernelMatrix", numbers(matrix.data()));
        self.out.attr("divisor", own.divisor().get()).attr("bias", own.bias());
        self.out.attr("targetX", matrix.target_x()).attr("targetY", matrix.target_y());
        let edges = match own.edge_mode() {
            EdgeMode::None => "none",
            EdgeMode::Duplicate => "duplicate",
            EdgeMode::Wrap => "wrap",
        };
        self.out.attr("edgeMode", edges).attr("preserveAlpha", own.preserve_alpha());
    }

    fn turbulence(&mut self, own: &Turbulence) {
        let (x, y) = (own.base_frequency_x().get(), own.base_frequency_y().get());
        self.out.attr("baseFrequency", format!("{x} {y}"));
        self.out.attr("numOctaves", own.num_octaves()).attr("seed", own.seed());
        self.out.attr("stitchTiles", if own.stitch_tiles() { "stitch" } else { "noStitch" });
        let smooth = own.kind() == TurbulenceKind::FractalNoise;
        self.out.attr("type", if smooth { "fractalNoise" } else { "turbulence" });
    }

    fn transfer(&mut self, name: &'static str, function: &TransferFunction) {
        let out = self.out.open(name);
        match function {
            TransferFunction::Identity => out.attr("type", "identity"),
            TransferFunction::Table(values) => {
                out.attr("type", "table").attr("tableValues", numbers(values))
            }
            TransferFunction::Discrete(values) => {
                out.attr("type", "discrete").attr("tableValues", numbers(values))
            }
            TransferFunction::Linear { slope, intercept } => {
                out.attr("type", "linear").attr("slope", slope).attr("intercept", intercept)
            }
            TransferFunction::Gamma { amplitude, exponent, offset } => {
                out.attr("type", "gamma").attr("amplitude", amplitude);
                out.attr("exponent", exponent).attr("offset", offset)
            }
        };
        out.close();
    }

    fn light(&mut self, light: LightSource) {
        let out = &mut self.out;
        match light {
            LightSource::DistantLight(own) => {
                out.open("feDistantLight").attr("azimuth", own.azimuth);
                out.attr("elevation", own.elevation);
            }
            LightSource::PointLight(own) => {
                out.open("fePointLight").attr("x", own.x).attr("y", own.y).attr("z", own.z);
            }
            LightSource::SpotLight(own) => {
                out.open("feSpotLight").attr("x", own.x).attr("y", own.y).attr("z", own.z);
                out.attr("pointsAtX", own.points_at_x).attr("pointsAtY", own.points_at_y);
                out.attr("pointsAtZ", own.points_at_z);
                out.attr("specularExponent", own.specular_exponent.get());
                out.attr_if("limitingConeAngle", own.limiting_cone_angle);
            }
        }
        out.close();
    }

    /// A picture that a filter draws: a drawing of its own, whose letters are shapes, since the
    /// fonts of the book are not for it.
    fn image_of_filter(&mut self, image: &'a Image, rect: NonZeroRect) {
        let (width, height) = (rect.width(), rect.height());
        let content = written(image.root(), "", Letters::Drawn, width.max(height));
        let svg = format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\">{content}</svg>"
        );
        self.out.attr("preserveAspectRatio", "none");
        let coded = STANDARD.encode(svg);
        self.out.attr("xlink:href", format!("data:image/svg+xml;base64,{coded}"));
    }
}

fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Blend(_) => "feBlend",
        Kind::ColorMatrix(_) => "feColorMatrix",
        Kind::ComponentTransfer(_) => "feComponentTransfer",
        Kind::Composite(_) => "feComposite",
        Kind::ConvolveMatrix(_) => "feConvolveMatrix",
        Kind::DiffuseLighting(_) => "feDiffuseLighting",
        Kind::DisplacementMap(_) => "feDisplacementMap",
        Kind::DropShadow(_) => "feDropShadow",
        Kind::Flood(_) => "feFlood",
        Kind::GaussianBlur(_) => "feGaussianBlur",
        Kind::Image(_) => "feImage",
        Kind::Merge(_) => "feMerge",
        Kind::Morphology(_) => "feMorphology",
        Kind::Offset(_) => "feOffset",
        Kind::SpecularLighting(_) => "feSpecularLighting",
        Kind::Tile(_) => "feTile",
        Kind::Turbulence(_) => "feTurbulence",
    }
}

fn colors(primitive: &Primitive) -> &'static str {
    match primitive.color_interpolation() {
        ColorInterpolation::SRGB => "sRGB",
        ColorInterpolation::LinearRGB => "linearRGB",
    }
}

fn source(input: &Input) -> &str {
    match input {
        Input::SourceGraphic => "SourceGraphic",
        Input::SourceAlpha => "SourceAlpha",
        Input::Reference(result) => result,
    }
}

fn channel(channel: ColorChannel) -> char {
    match channel {
        ColorChannel::R => 'R',
        ColorChannel::G => 'G',
        ColorChannel::B => 'B',
        ColorChannel::A => 'A',
    }
}
