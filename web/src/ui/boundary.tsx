import { Component, type ReactNode } from 'react';
import { ProblemNote } from './problem.tsx';

interface Props {
  readonly children: ReactNode;
}
interface State {
  readonly problem: Error | null;
}

/** A page that fails leaves the frame standing: rail, header and search still work. (React has boundaries as classes only.) */
export class Boundary extends Component<Props, State> {
  override state: State = { problem: null };
  static getDerivedStateFromError(problem: Error): State {
    return { problem };
  }
  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    return <ProblemNote problem={this.state.problem} retry={() => this.setState({ problem: null })} />;
  }
}
