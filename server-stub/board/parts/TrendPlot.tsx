import { Component, createRef } from "preact";
import { createTrendChart, type Trend, type TrendChart } from "../charts/trend.ts";

interface Props {
  trend: Trend;
  /** Says in words what the drawing shows. */
  summary: string;
}

/** A trend, drawn; the drawing is one picture to those who do not see it. */
export class TrendPlot extends Component<Props> {
  host = createRef<HTMLDivElement>();
  readout = createRef<HTMLParagraphElement>();
  chart: TrendChart | undefined;

  override componentDidMount() {
    const [host, readout] = [this.host.current, this.readout.current];
    if (!host || !readout) return;
    this.chart = createTrendChart(host, readout);
    this.chart.show(this.props.trend);
  }

  override componentDidUpdate() {
    this.chart?.show(this.props.trend);
  }

  override componentWillUnmount() {
    this.chart?.destroy();
  }

  override render({ summary }: Props) {
    return (
      <div class="trend">
        <div class="plot" ref={this.host} role="img" aria-label={summary} />
        <p class="readout" ref={this.readout} aria-hidden="true" />
      </div>
    );
  }
}
