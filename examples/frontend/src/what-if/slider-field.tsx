import { useId } from 'react';
import type { Slider } from './sliders.ts';

interface SliderFieldProps {
  slider: Slider;
  /** Undefined as long as nobody has moved it. */
  position: string | undefined;
  /** Where it stands until then. */
  rest: string;
  move: (position: string) => void;
}

export function SliderField({ slider, position, rest, move }: SliderFieldProps) {
  const id = useId();
  const words = position === undefined ? 'as it is' : slider.inWords(position);
  return (
    <div className="slider">
      <label htmlFor={id}>{slider.label}</label>
      <output htmlFor={id}>{words}</output>
      <input
        id={id}
        type="range"
        min={slider.min}
        max={slider.max}
        step={slider.step}
        value={position ?? rest}
        aria-valuetext={words}
        onChange={(event) => move(event.target.value)}
      />
    </div>
  );
}
